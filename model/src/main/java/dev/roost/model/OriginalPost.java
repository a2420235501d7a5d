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
 * @param silentMentions whom it mentioned before an edit and does not now: they keep the post, and it is not shown that
 *     it is theirs. At most {@link Limits#POST_MENTIONS} for each of its {@link Limits#POST_VERSIONS}
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
        @Nullable AppId app,
        List<AccountId> silentMentions)
        implements Post {
    public OriginalPost {
        mentions = List.copyOf(mentions);
        tags = List.copyOf(tags);
        silentMentions = List.copyOf(silentMentions);
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

    /** Whether the post mentions this account, or did before an edit. */
    public boolean hasMentioned(AccountId account) {
        return mentions(account) || silentMentions.contains(account);
    }

    /** Whom the post mentions, each account once. */
    public Set<AccountId> mentionedAccounts() {
        Set<AccountId> accounts = new LinkedHashSet<>();
        mentions.forEach(mention -> accounts.add(mention.account()));
        return accounts;
    }

    /**
     * The author and whom the post mentions or has mentioned: whom it is meant for if it is direct. Each account once.
     */
    public Set<AccountId> addressees() {
        Set<AccountId> accounts = mentionedAccounts();
        accounts.addAll(silentMentions);
        accounts.add(author);
        return accounts;
    }

    /** The post with other words: whom it does not mention any more it mentions silently. */
    public OriginalPost edited(PostBody words, List<MentionedAccount> mentionsNow, List<Hashtag> tagsNow, long atMs) {
        Set<AccountId> silent = new LinkedHashSet<>(silentMentions);
        silent.addAll(mentionedAccounts());
        mentionsNow.forEach(mention -> silent.remove(mention.account()));
        return new OriginalPost(
                id,
                author,
                createdAtMs,
                atMs,
                visibility,
                words,
                replyTo,
                mentionsNow,
                tagsNow,
                app,
                List.copyOf(silent));
    }
}
