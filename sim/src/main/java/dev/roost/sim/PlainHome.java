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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A home timeline by its definition: everything that the reader and the followees have posted, minus what the rules
 * take away. Written for being right, to compare the real timelines with: the whole costs a look-up per post of every
 * followee, a page one per followee.
 */
public final class PlainHome {
    private final StateView state;
    private final long boostWindowMs;
    private final PostMemory posts;

    /**
     * Over one commit: a snapshot, or a state that does not change meanwhile.
     *
     * @param boostWindowMs how long a post or boost hides later boosts of the same post; 0 for not at all
     */
    public PlainHome(StateView state, long boostWindowMs) {
        this(state, boostWindowMs, new PostMemory(state));
    }

    /** The same; {@code posts} of the same commit, for several readers who follow the same accounts. */
    PlainHome(StateView state, long boostWindowMs, PostMemory posts) {
        this.state = state;
        this.boostWindowMs = boostWindowMs;
        this.posts = posts;
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

    /**
     * A page without the rest of the timeline: the entries that are nearest to where the page begins, more and more of
     * them until enough are seen.
     */
    public List<PostId> page(AccountId reader, PageRequest request, long nowMs) {
        Rules rules = new Rules(reader, nowMs);
        for (int wanted = 2 * request.limit(); ; wanted *= 4) {
            Nearest nearest = new Nearest(request, wanted);
            nearest.walk(reader, rules);
            for (AccountId followee : rules.follows.keySet()) {
                nearest.walk(followee, rules);
            }
            List<PostId> seen = nearest.ids.stream()
                    .map(PostId::new)
                    .filter(id -> seenAmongOthers(id, rules))
                    .limit(request.limit())
                    .toList();
            if (seen.size() == request.limit() || !nearest.more) {
                return request.upwards() ? seen.reversed() : seen;
            }
        }
    }

    private boolean seenAmongOthers(PostId id, Rules rules) {
        Post post = found(id);
        if (!rules.let(post)) {
            return false;
        }
        if (!(post instanceof Boost boost)) {
            return true;
        }
        List<Post> sameOriginal = new ArrayList<>(List.of(found(boost.of())));
        state.boostsOf(boost.of(), Long.MAX_VALUE, (other, _, _) -> sameOriginal.add(found(new PostId(other))));
        sameOriginal.removeIf(other -> rules.hidden.contains(other.author()) || !rules.let(other));
        return !repeats(boost, sameOriginal);
    }

    /** Of the entries that a page may hold, some that are nearest to where it begins, the very nearest first. */
    private final class Nearest {
        private final PageRequest request;
        private final int wanted;
        private final NavigableSet<Long> ids;
        /** Whether others are further away. */
        private boolean more;

        Nearest(PageRequest request, int wanted) {
            this.request = request;
            this.wanted = wanted;
            ids = new TreeSet<>(request.upwards() ? Comparator.<Long>naturalOrder() : Comparator.<Long>reverseOrder());
        }

        void walk(AccountId author, Rules rules) {
            if (rules.hidden.contains(author)) {
                return;
            }
            int[] one = {author.value()};
            if (request.upwards()) {
                state.postsOfAuthors().up(one, request.lowest(), (_, id, _, _) -> add(id));
            } else {
                state.postsOfAuthors().down(one, request.highest(), (_, id, _, _) -> add(id));
            }
        }

        /** Whether the author's next post may be near enough. */
        private boolean add(long id) {
            if (id > request.highest() || id < request.lowest()) {
                return false;
            }
            ids.add(id);
            if (ids.size() <= wanted) {
                return true;
            }
            more = true;
            return ids.pollLast() != id;
        }
    }

    /** The part of a list, newest first, that a page asks for. */
    public static List<PostId> page(List<PostId> all, PageRequest request) {
        int from = above(all, request.highest());
        int to = above(all, request.lowest() - 1);
        int size = Math.clamp((long) to - from, 0, request.limit());
        return request.upwards() ? all.subList(to - size, to) : all.subList(from, from + size);
    }

    /** How many of a list, newest first, are above an id. */
    private static int above(List<PostId> all, long id) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).value() > id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void collect(AccountId author, Rules rules, List<Post> passing) {
        if (rules.hidden.contains(author)) {
            return;
        }
        state.postsBy(author, Long.MAX_VALUE, (id, _) -> {
            Post post = found(new PostId(id));
            if (rules.let(post)) {
                passing.add(post);
            }
            return true;
        });
    }

    private Post found(PostId id) {
        Post post = posts.get(id);
        if (post == null) {
            throw new IllegalStateException("post " + id + " is in an index, but missing");
        }
        return post;
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
        /** Whom the reader blocks or mutes. */
        final Set<AccountId> shunned = new HashSet<>();
        /** Those, who blocks the reader, and others who are suspended. */
        final Set<AccountId> hidden = new HashSet<>();

        Rules(AccountId reader, long nowMs) {
            this.reader = reader;
            state.followees(reader, follow -> follows.put(follow.followee(), follow) == null);
            state.blocked(reader, account -> {
                shunned.add(account);
                return true;
            });
            state.mutes(reader, mute -> {
                if (mute.activeAt(nowMs)) {
                    shunned.add(mute.muted());
                }
                return true;
            });
            hidden.addAll(shunned);
            state.blockers(reader, account -> {
                hidden.add(account);
                return true;
            });
            state.suspensions().all(account -> {
                hidden.add(account);
                return true;
            });
            hidden.remove(reader);
        }

        boolean let(Post post) {
            boolean own = post.author().equals(reader);
            Follow follow = follows.get(post.author());
            if (!own && follow == null) {
                return false;
            }
            return switch (post) {
                case OriginalPost original ->
                    own || (isMeantFor(original) && answersSomeoneKnown(original) && !mentionsSomeoneShunned(original));
                case Boost boost -> {
                    OriginalPost original = posts.get(boost.of()) instanceof OriginalPost found ? found : null;
                    yield (follow == null || follow.boosts())
                            && original != null
                            && !hidden.contains(boost.ofAuthor())
                            && (own || !mentionsSomeoneShunned(original));
                }
            };
        }

        private boolean isMeantFor(OriginalPost post) {
            return post.visibility() != Visibility.DIRECT || post.addressees().contains(reader);
        }

        private boolean mentionsSomeoneShunned(OriginalPost post) {
            return post.mentions().stream().anyMatch(mention -> shunned.contains(mention.account()));
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
