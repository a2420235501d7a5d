package dev.roost.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post from elsewhere.
 *
 * @param createdAtMs its original time, kept
 * @param key under which later entries of the same source refer to it; null if none do
 */
public record ImportedPost(
        AccountId author,
        Content content,
        long createdAtMs,
        @Nullable String key) {
    /** What is posted. */
    public sealed interface Content {}

    /** Words, perhaps in answer to something. An answer to nothing that exists is stored as a plain post. */
    public record Words(PostDraft draft, Target replyTo) implements Content {}

    /**
     * A boost; skipped where the author has boosted the target already.
     *
     * @param otherwise what is stored as a plain post where the target does not exist; null to skip the entry then
     */
    public record BoostOf(
            Target target, Visibility visibility, @Nullable PostDraft otherwise) implements Content {}

    /**
     * Newer words of the author's own post, written at {@code createdAtMs}; skipped where there is no such post, or
     * {@link Limits#POST_VERSIONS} of it.
     */
    public record Edit(Target target, PostBody body, List<String> mentionHandles, List<Hashtag> tags)
            implements Content {
        public Edit {
            mentionHandles = List.copyOf(mentionHandles);
            tags = List.copyOf(tags);
        }
    }

    /** Which post is meant. */
    public sealed interface Target {}

    /** No post. */
    public record Nothing() implements Target {}

    /** The account's newest original post that is not direct, at this point of the log. */
    public record NewestOf(AccountId account) implements Target {}

    /** The post that the same source brought under this key. */
    public record Keyed(String key) implements Target {}
}
