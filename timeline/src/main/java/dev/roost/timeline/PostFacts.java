package dev.roost.timeline;

import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.ReplyTarget;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of home timelines ask about a post. Immutable.
 *
 * <p>Memory: 40 bytes, and for a post that mentions somebody 24 more and 4 for each mention.
 */
class PostFacts {
    private static final int[] NOBODY = {};

    /** Of a post that does not exist. */
    static final PostFacts GONE = new PostFacts(0, 0, 0, 0, 0);

    private final int author;
    private final long createdAtMs;
    private final int repliedTo;
    private final long boostOf;
    private final int boostOfAuthor;

    private PostFacts(int author, long createdAtMs, int repliedTo, long boostOf, int boostOfAuthor) {
        this.author = author;
        this.createdAtMs = createdAtMs;
        this.repliedTo = repliedTo;
        this.boostOf = boostOf;
        this.boostOfAuthor = boostOfAuthor;
    }

    static PostFacts of(@Nullable Post post) {
        return switch (post) {
            case null -> GONE;
            case OriginalPost original -> of(original);
            case Boost boost ->
                new PostFacts(
                        boost.author().value(),
                        boost.createdAtMs(),
                        0,
                        boost.of().value(),
                        boost.ofAuthor().value());
        };
    }

    private static PostFacts of(OriginalPost post) {
        ReplyTarget target = post.replyTo();
        int author = post.author().value();
        int repliedTo = target == null ? 0 : target.author().value();
        if (post.mentions().isEmpty()) {
            return new PostFacts(author, post.createdAtMs(), repliedTo, 0, 0);
        }
        int[] mentions =
                post.mentionedAccounts().stream().mapToInt(AccountId::value).toArray();
        return new OfMentioning(author, post.createdAtMs(), repliedTo, mentions);
    }

    /** 0 in {@link #GONE}. */
    final int author() {
        return author;
    }

    final long createdAtMs() {
        return createdAtMs;
    }

    /** Author of the post that it answers, 0 if it answers none. */
    final int repliedTo() {
        return repliedTo;
    }

    /** The original, 0 if it is no boost. */
    final long boostOf() {
        return boostOf;
    }

    /** Author of the original, 0 if it is no boost. */
    final int boostOfAuthor() {
        return boostOfAuthor;
    }

    /** Accounts that it mentions, none for a boost; not to be changed. */
    int[] mentions() {
        return NOBODY;
    }

    final boolean gone() {
        return author == 0;
    }

    /** Of an original post that mentions somebody: few do, so the others have no field for it. */
    private static final class OfMentioning extends PostFacts {
        private final int[] mentions;

        OfMentioning(int author, long createdAtMs, int repliedTo, int[] mentions) {
            super(author, createdAtMs, repliedTo, 0, 0);
            this.mentions = mentions;
        }

        @Override
        int[] mentions() {
            return mentions;
        }
    }
}
