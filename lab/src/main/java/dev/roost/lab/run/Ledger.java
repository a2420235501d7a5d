package dev.roost.lab.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

        /** Whether a server may leave it out of a follower's page by its rules for replies and boosts. */
        boolean hideable;

        Post(long id, int author, long dueNs, long sentNs, long answeredNs) {
            this.id = id;
            this.author = author;
            this.dueNs = dueNs;
            this.sentNs = sentNs;
            this.answeredNs = answeredNs;
        }
    }

    /** A follow that was asked for during the run. */
    record Follow(int reader, int author, long sentNs, long answeredNs) {}

    private final Map<Long, Post> posts = new HashMap<>();
    private final Map<Long, Follow> follows = new HashMap<>();
    private final List<Post> inOrder = new ArrayList<>();

    void posted(Post post) {
        posts.put(post.id, post);
        inOrder.add(post);
    }

    void followed(Follow follow) {
        follows.put(key(follow.reader, follow.author), follow);
    }

    /** Null if it is not of this run. */
    @Nullable
    Post post(long id) {
        return posts.get(id);
    }

    @Nullable
    Follow follow(int reader, int author) {
        return follows.get(key(reader, author));
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
