package dev.roost.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** Whom the post mentions, each account once. */
    public Set<AccountId> mentionedAccounts() {
        Set<AccountId> accounts = new LinkedHashSet<>();
        mentions.forEach(mention -> accounts.add(mention.account()));
        return accounts;
    }

    /** The author and whom the post mentions: whom it is meant for if it is direct. Each account once. */
    public Set<AccountId> addressees() {
        Set<AccountId> accounts = mentionedAccounts();
        accounts.add(author);
        return accounts;
    }
}
