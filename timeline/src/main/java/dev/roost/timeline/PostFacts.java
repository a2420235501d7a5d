package dev.roost.timeline;

import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.ReplyTarget;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of home timelines ask about a post.
 *
 * @param author 0 in {@link #GONE}
 * @param repliedTo author of the post that it answers, 0 if it answers none
 * @param boostOf the original, 0 if it is no boost
 * @param boostOfAuthor author of the original, 0 if it is no boost
 */
record PostFacts(int author, long createdAtMs, int repliedTo, long boostOf, int boostOfAuthor) {
    /** Of a post that does not exist. */
    static final PostFacts GONE = new PostFacts(0, 0, 0, 0, 0);

    static PostFacts of(@Nullable Post post) {
        return switch (post) {
            case null -> GONE;
            case OriginalPost original -> {
                ReplyTarget target = original.replyTo();
                yield new PostFacts(
                        original.author().value(),
                        original.createdAtMs(),
                        target == null ? 0 : target.author().value(),
                        0,
                        0);
            }
            case Boost boost ->
                new PostFacts(
                        boost.author().value(),
                        boost.createdAtMs(),
                        0,
                        boost.of().value(),
                        boost.ofAuthor().value());
        };
    }

    boolean gone() {
        return author == 0;
    }
}
