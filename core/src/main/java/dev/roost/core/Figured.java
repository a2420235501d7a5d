package dev.roost.core;

import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.Visibility;

/**
 * What the figures that everybody sees count: nothing that those who see a figure may not see, but for a few. As
 * Mastodon has it, except that there boosts for followers only are counted.
 */
final class Figured {
    private Figured() {}

    /** Whether a reply is one of the replies to what it answers. */
    static boolean isCounted(OriginalPost reply) {
        return reply.visibility().isOpen();
    }

    /** Whether a boost is one of the boosts of its original: not one for followers only, unless the original is too. */
    static boolean isCounted(Boost boost, StateView view) {
        OriginalPost original = view.original(boost.of());
        return boost.visibility().isOpen()
                || (original != null && !original.visibility().isOpen());
    }

    /** Whether a post or boost is one of its author's posts. */
    static boolean isCountedForAuthor(Post post) {
        return post.visibility() != Visibility.DIRECT;
    }
}
