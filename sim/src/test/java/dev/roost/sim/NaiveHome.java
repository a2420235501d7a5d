package dev.roost.sim;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Follow;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import dev.roost.sim.NaiveState.Pair;
import java.util.ArrayList;
import java.util.List;

/** What a reader's home timeline is, by definition: everything there is, minus what the rules take away. */
final class NaiveHome {
    private final NaiveState state;
    private final long boostWindowMs;

    /** @param boostWindowMs how long a post or boost hides later boosts of the same post; 0 for not at all */
    NaiveHome(NaiveState state, long boostWindowMs) {
        this.state = state;
        this.boostWindowMs = boostWindowMs;
    }

    /** The whole timeline, newest first, as read at a time. */
    List<PostId> all(AccountId reader, long nowMs) {
        List<Post> passing = new ArrayList<>();
        for (Post post : state.posts.descendingMap().values()) {
            if (passes(reader, post, nowMs)) {
                passing.add(post);
            }
        }
        return passing.stream()
                .filter(post -> !(post instanceof Boost boost) || !repeats(boost, passing))
                .map(Post::id)
                .toList();
    }

    /** Every rule but the one about boosts of the same post. */
    private boolean passes(AccountId reader, Post post, long nowMs) {
        boolean own = post.author().equals(reader);
        Follow follow = state.follows.get(new Pair(reader, post.author()));
        if (!own && follow == null) {
            return false;
        }
        if (hidden(reader, post.author(), nowMs)) {
            return false;
        }
        return switch (post) {
            case OriginalPost original ->
                own
                        || (addresses(original, reader)
                                && answersSomeoneKnown(reader, original)
                                && !mentionsSomeoneShunned(reader, original, nowMs));
            case Boost boost -> {
                OriginalPost original = state.original(boost.of());
                yield (own || follow.boosts())
                        && original != null
                        && !hidden(reader, boost.ofAuthor(), nowMs)
                        && (own || !mentionsSomeoneShunned(reader, original, nowMs));
            }
        };
    }

    private static boolean addresses(OriginalPost post, AccountId reader) {
        return post.visibility() != Visibility.DIRECT || post.addressees().contains(reader);
    }

    private boolean answersSomeoneKnown(AccountId reader, OriginalPost post) {
        ReplyTarget target = post.replyTo();
        return target == null
                || target.author().equals(reader)
                || target.author().equals(post.author())
                || state.follows(reader, target.author());
    }

    private boolean mentionsSomeoneShunned(AccountId reader, OriginalPost post, long nowMs) {
        return post.mentions().stream()
                .map(MentionedAccount::account)
                .anyMatch(other -> state.blocks(reader, other) || state.mutes(reader, other, nowMs));
    }

    private boolean hidden(AccountId reader, AccountId author, long nowMs) {
        return state.blocks(reader, author)
                || state.blocks(author, reader)
                || state.mutes(reader, author, nowMs)
                || (state.suspended(author) && !author.equals(reader));
    }

    private boolean repeats(Boost boost, List<Post> passing) {
        return boostWindowMs > 0
                && passing.stream()
                        .anyMatch(earlier -> earlier.id().value() < boost.id().value()
                                && sameOriginal(earlier, boost)
                                && earlier.createdAtMs() > boost.createdAtMs() - boostWindowMs);
    }

    private static boolean sameOriginal(Post earlier, Boost boost) {
        return switch (earlier) {
            case OriginalPost original -> original.id().equals(boost.of());
            case Boost other -> other.of().equals(boost.of());
        };
    }

    /** The part of a list, newest first, that a page asks for. */
    static List<PostId> page(List<PostId> all, PageRequest request) {
        List<PostId> inside = all.stream()
                .filter(id -> request.maxId() == 0 || id.value() < request.maxId())
                .filter(id -> id.value() > (request.minId() > 0 ? request.minId() : request.sinceId()))
                .toList();
        int size = Math.min(request.limit(), inside.size());
        return request.minId() > 0 ? inside.subList(inside.size() - size, inside.size()) : inside.subList(0, size);
    }
}
