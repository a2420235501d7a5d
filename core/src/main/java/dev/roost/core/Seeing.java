package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import org.jspecify.annotations.Nullable;

/** Who may see which posts: see {@link StateView#maySee}. */
final class Seeing {
    private Seeing() {}

    static boolean may(StateView state, @Nullable AccountId viewer, Post post) {
        boolean suspended = isSuspendedFor(state, viewer, post.author())
                || (post instanceof Boost boost && isSuspendedFor(state, viewer, boost.ofAuthor()));
        return !suspended && onceShown(state, viewer, post);
    }

    private static boolean isSuspendedFor(StateView state, @Nullable AccountId viewer, AccountId author) {
        return !author.equals(viewer) && state.isSuspended(author);
    }

    /** Whether anybody is suspended or not. */
    static boolean onceShown(StateView state, @Nullable AccountId viewer, Post post) {
        if (post.author().equals(viewer)) {
            return !(post instanceof Boost own) || state.original(own.of()) != null;
        }
        if (viewer != null && state.blocks(post.author(), viewer)) {
            return false;
        }
        return switch (post) {
            case Boost boost -> {
                OriginalPost original = state.original(boost.of());
                yield original != null && isOpenTo(state, viewer, post) && onceShown(state, viewer, original);
            }
            case OriginalPost original -> isOpenTo(state, viewer, original);
        };
    }

    private static boolean isOpenTo(StateView state, @Nullable AccountId viewer, Post post) {
        return switch (post.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> viewer != null && (mentions(post, viewer) || state.follows(viewer, post.author()));
            case DIRECT -> viewer != null && mentions(post, viewer);
        };
    }

    private static boolean mentions(Post post, AccountId viewer) {
        return post instanceof OriginalPost original && original.hasMentioned(viewer);
    }
}
