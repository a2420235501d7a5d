package dev.roost.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's own words.
 *
 * @param editedAtMs 0 if never edited
 * @param replyTo what it answers; stays when that post is deleted
 * @param app the application it was written with
 */
public record OriginalPost(
        PostId id,
        AccountId author,
        long createdAtMs,
        long editedAtMs,
        Visibility visibility,
        PostBody body,
        @Nullable ReplyTarget replyTo,
        List<MentionedAccount> mentions,
        List<Hashtag> tags,
        @Nullable AppId app)
        implements Post {
    public OriginalPost {
        mentions = List.copyOf(mentions);
        tags = List.copyOf(tags);
    }

    /** Whether the post mentions this account. */
    public boolean mentions(AccountId account) {
        for (MentionedAccount mention : mentions) {
            if (mention.account().equals(account)) {
                return true;
            }
        }
        return false;
    }
}
