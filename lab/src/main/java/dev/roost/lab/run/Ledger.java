package dev.roost.lab.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was written during a run, as far as the laboratory knows. Times are in nanoseconds from the start;
 * {@link #NEVER} for what was not answered.
 *
 * <p>The sender's thread writes; read after the run.
 */
final class Ledger {
    static final long NEVER = Long.MAX_VALUE;

    /** A post, from the moment at which it was sent: it may be there from then on, and must be once answered. */
    static final class Post {
        final long id;
        final int author;
        final long sentNs;
        final long dueNs;
        final long answeredNs;
        long deleteSentNs = NEVER;
        long deletedNs = NEVER;

        /** The post that it answers or passes on; 0 for none. */
        final long about;

        final boolean boost;

        Post(long id, int author, long about, boolean boost, long dueNs, long sentNs, long answeredNs) {
            this.id = id;
            this.about = about;
            this.boost = boost;
            this.author = author;
            this.dueNs = dueNs;
            this.sentNs = sentNs;
            this.answeredNs = answeredNs;
        }

        /** Whether it is neither a reply nor a boost: no rules of servers leave it out of a follower's page. */
        boolean isAlone() {
            return about == 0;
        }
    }

    /** A follow that was asked for during the run, and answered. */
    record Follow(int reader, int author, long answeredNs) {}

    /** A follow that was asked for during the run. */
    record Asked(int reader, int author) {}

    private final Map<Long, Post> posts = new HashMap<>();
    private final Map<Long, Follow> follows = new HashMap<>();
    private final List<Post> inOrder = new ArrayList<>();

    /** By the post that they asked to pass on, answered or not. */
    private final Map<Long, Set<Integer>> boosters = new HashMap<>();

    /** When each was sent first, answered or not. */
    private final Map<Long, Long> followsSentNs = new HashMap<>();

    void posted(Post post) {
        posts.put(post.id, post);
        inOrder.add(post);
    }

    /** A boost is sent. */
    void boosting(long post, int booster) {
        boosters.computeIfAbsent(post, id -> new HashSet<>()).add(booster);
    }

    /** A follow is sent: it may be in force from then on, and must be once answered. */
    void following(int reader, int author, long sentNs) {
        followsSentNs.merge(key(reader, author), sentNs, Math::min);
    }

    void followed(Follow follow) {
        // Whoever asks again follows since the first time.
        follows.merge(
                key(follow.reader, follow.author),
                follow,
                (one, other) -> one.answeredNs <= other.answeredNs ? one : other);
    }

    /** Null if it is not of this run. */
    @Nullable
    Post post(long id) {
        return posts.get(id);
    }

    /** Who may have passed a post on. */
    Set<Integer> boosters(long post) {
        return boosters.getOrDefault(post, Set.of());
    }

    /** Since when a follow may be in force; {@link #NEVER} if none was sent. */
    long followSentNs(int reader, int author) {
        return followsSentNs.getOrDefault(key(reader, author), NEVER);
    }

    /** Those that were sent and never answered well, in no order: nobody knows whether they are in force. */
    List<Asked> unanswered() {
        return followsSentNs.keySet().stream()
                .filter(each -> !follows.containsKey(each))
                .map(each -> new Asked((int) (each >>> 32), each.intValue()))
                .toList();
    }

    Iterable<Follow> follows() {
        return follows.values();
    }

    /** In the order in which they were answered. */
    List<Post> posts() {
        return inOrder;
    }

    private static long key(int reader, int author) {
        return (long) reader << 32 | author;
    }
}
