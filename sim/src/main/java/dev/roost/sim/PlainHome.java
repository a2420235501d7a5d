package dev.roost.sim;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Follow;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A home timeline by its definition: everything that the reader and the followees have posted, minus what the rules
 * take away. Written for being right, to compare the real timelines with; costs a look-up per post of every followee.
 */
public final class PlainHome {
    private final StateView state;
    private final long boostWindowMs;

    /**
     * Over one commit: a snapshot, or a state that does not change meanwhile.
     *
     * @param boostWindowMs how long a post or boost hides later boosts of the same post; 0 for not at all
     */
    public PlainHome(StateView state, long boostWindowMs) {
        this.state = state;
        this.boostWindowMs = boostWindowMs;
    }

    /** The whole timeline, newest first, as read at a time in milliseconds since 1970. */
    public List<PostId> all(AccountId reader, long nowMs) {
        Rules rules = new Rules(reader, nowMs);
        List<Post> passing = new ArrayList<>();
        collect(reader, rules, passing);
        for (Follow follow : rules.follows.values()) {
            collect(follow.followee(), rules, passing);
        }
        Map<PostId, List<Post>> byOriginal = new HashMap<>();
        for (Post post : passing) {
            byOriginal.computeIfAbsent(originalOf(post), _ -> new ArrayList<>()).add(post);
        }
        return passing.stream()
                .filter(post -> !(post instanceof Boost boost)
                        || !repeats(boost, Objects.requireNonNullElse(byOriginal.get(boost.of()), List.of())))
                .map(Post::id)
                .sorted((a, b) -> b.compareTo(a))
                .toList();
    }

    /** The part of a list, newest first, that a page asks for. */
    public static List<PostId> page(List<PostId> all, PageRequest request) {
        List<PostId> inside = new ArrayList<>();
        for (PostId id : all) {
            if (id.value() >= request.lowest() && id.value() <= request.highest()) {
                inside.add(id);
            }
        }
        int size = Math.min(request.limit(), inside.size());
        return request.upwards() ? inside.subList(inside.size() - size, inside.size()) : inside.subList(0, size);
    }

    private void collect(AccountId author, Rules rules, List<Post> passing) {
        if (rules.hidden.contains(author)) {
            return;
        }
        state.postsBy(author, Long.MAX_VALUE, (id, _) -> {
            Post post = state.post(new PostId(id));
            if (post == null) {
                throw new IllegalStateException("post " + id + " is in the index of its author, but missing");
            }
            if (rules.let(post)) {
                passing.add(post);
            }
            return true;
        });
    }

    private static PostId originalOf(Post post) {
        return switch (post) {
            case OriginalPost original -> original.id();
            case Boost boost -> boost.of();
        };
    }

    private boolean repeats(Boost boost, List<Post> sameOriginal) {
        return boostWindowMs > 0
                && sameOriginal.stream()
                        .anyMatch(earlier -> earlier.id().compareTo(boost.id()) < 0
                                && earlier.createdAtMs() > boost.createdAtMs() - boostWindowMs);
    }

    /** What one reader sees of an author's posts; all rules but the one about boosts of the same post. */
    private final class Rules {
        final AccountId reader;
        final Map<AccountId, Follow> follows = new HashMap<>();
        final Set<AccountId> hidden = new HashSet<>();

        Rules(AccountId reader, long nowMs) {
            this.reader = reader;
            state.followees(reader, follow -> follows.put(follow.followee(), follow) == null);
            state.blocked(reader, this::hide);
            state.blockers(reader, this::hide);
            state.mutes(reader, mute -> {
                if (mute.activeAt(nowMs)) {
                    hidden.add(mute.muted());
                }
                return true;
            });
        }

        private boolean hide(AccountId account) {
            hidden.add(account);
            return true;
        }

        boolean let(Post post) {
            boolean own = post.author().equals(reader);
            Follow follow = follows.get(post.author());
            if (post.visibility() == Visibility.DIRECT || (!own && follow == null)) {
                return false;
            }
            return switch (post) {
                case OriginalPost original -> own || answersSomeoneKnown(original);
                case Boost boost ->
                    (follow == null || follow.boosts())
                            && !hidden.contains(boost.ofAuthor())
                            && state.original(boost.of()) != null;
            };
        }

        private boolean answersSomeoneKnown(OriginalPost post) {
            ReplyTarget target = post.replyTo();
            return target == null
                    || target.author().equals(reader)
                    || target.author().equals(post.author())
                    || follows.containsKey(target.author());
        }
    }
}
