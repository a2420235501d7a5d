package dev.roost.http.json;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts and boosts in JSON, kept encoded: everything but the accounts in them and what depends on the viewer. Both
 * follow after the kept bytes, see {@link Entities}.
 */
final class PostPieces {
    /** Heap of an entry beyond its bytes. */
    private static final int ENTRY_BYTES = 192;

    private final EntitySource source;
    private final PostWriter writer;
    private final Cache<PostId, Encoded> cache;
    private final Stamps wordStamps = new Stamps(16);
    private final Stamps countStamps = new Stamps(18);

    /** A kept post or boost. */
    sealed interface Encoded {
        /** An object without its closing brace. */
        byte[] json();

        AccountId author();
    }

    /**
     * @param json the words in the first {@code wordsLength} bytes, then the figures
     * @param pinnable whether its author may pin it
     * @param wordStamp of the post
     * @param answered the stamp of what it answers, null if it answers nothing: the words name that post only as long
     *     as it is there
     */
    record EncodedOriginal(
            byte[] json,
            AccountId author,
            boolean pinnable,
            int wordsLength,
            int wordStamp,
            int countStamp,
            @Nullable Answered answered)
            implements Encoded {}

    /** A post that is answered, and its stamp. */
    record Answered(PostId post, int wordStamp) {}

    record EncodedBoost(byte[] json, AccountId author, PostId of, int wordStamp) implements Encoded {}

    PostPieces(EntitySource source, PostWriter writer, long cacheBytes) {
        this.source = source;
        this.writer = writer;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cacheBytes)
                .weigher((PostId id, Encoded encoded) -> ENTRY_BYTES + encoded.json().length)
                .build();
    }

    void wordsChanged(PostId id) {
        wordStamps.change(id.value());
    }

    void countsChanged(PostId id) {
        countStamps.change(id.value());
    }

    void removed(PostId id) {
        wordStamps.change(id.value());
        cache.invalidate(id);
    }

    void forgetAll() {
        wordStamps.changeAll();
        cache.invalidateAll();
    }

    /** The post or boost, or null if there is none. A cache hit allocates nothing. */
    @Nullable
    Encoded find(PostId id) {
        Encoded kept = cache.getIfPresent(id);
        int wordStamp = wordStamps.of(id.value());
        int countStamp = countStamps.of(id.value());
        return switch (kept) {
            case EncodedOriginal original
            when original.wordStamp == wordStamp && isStillSo(original.answered) ->
                original.countStamp == countStamp ? original : withNewCounts(id, original, countStamp);
            case EncodedBoost boost when boost.wordStamp == wordStamp -> boost;
            case null, default -> encode(id, wordStamp, countStamp);
        };
    }

    private @Nullable Answered answered(@Nullable ReplyTarget target) {
        return target == null
                ? null
                : new Answered(target.post(), wordStamps.of(target.post().value()));
    }

    private boolean isStillSo(@Nullable Answered answered) {
        return answered == null || answered.wordStamp == wordStamps.of(answered.post.value());
    }

    private EncodedOriginal withNewCounts(PostId id, EncodedOriginal old, int countStamp) {
        EncodedOriginal counted = new EncodedOriginal(
                Figures.append(old.json, old.wordsLength, figures(source.postCounts(id))),
                old.author,
                old.pinnable,
                old.wordsLength,
                old.wordStamp,
                countStamp,
                old.answered);
        cache.put(id, counted);
        return counted;
    }

    private @Nullable Encoded encode(PostId id, int wordStamp, int countStamp) {
        Optional<Post> found = source.post(id);
        if (found.isEmpty()) {
            return null;
        }
        Encoded encoded = switch (found.get()) {
            case OriginalPost post -> {
                Answered answered = answered(post.replyTo());
                byte[] words = writer.words(post);
                yield new EncodedOriginal(
                        Figures.append(words, words.length, figures(source.postCounts(id))),
                        post.author(),
                        post.visibility() != Visibility.DIRECT,
                        words.length,
                        wordStamp,
                        countStamp,
                        answered);
            }
            case Boost boost -> new EncodedBoost(writer.wrapper(boost), boost.author(), boost.of(), wordStamp);
        };
        cache.put(id, encoded);
        return encoded;
    }

    private static String figures(PostCounts counts) {
        return ",\"replies_count\":" + counts.replies()
                + ",\"reblogs_count\":" + counts.boosts()
                + ",\"favourites_count\":" + counts.favourites();
    }
}
