package dev.roost.http.json;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Hashtag;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostBody;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.List;

/** Accounts and posts to render. */
final class EntitiesFixture {
    static final String BASE = "http://roost.example:8420";
    static final String DOMAIN = "roost.example:8420";
    /** 2026-01-31T12:34:56.000Z: a time whose milliseconds are easily lost. */
    static final long NOON_MS = 1_769_862_896_000L;

    private EntitiesFixture() {}

    static Account account(int id, String username) {
        return account(id, username, Profile.named(username));
    }

    static Account account(int id, String username, Profile profile) {
        return new Account(
                new AccountId(id), username, "", "", NOON_MS, Standing.ACTIVE, profile, PostingDefaults.NONE);
    }

    static PostId postId(int number, PostKind kind) {
        return PostId.after(0, NOON_MS + number, kind);
    }

    static OriginalPost post(int number, int author, String text) {
        return new OriginalPost(
                postId(number, PostKind.PLAIN),
                new AccountId(author),
                NOON_MS,
                0,
                Visibility.PUBLIC,
                new PostBody(text, "", false, "en"),
                null,
                List.of(),
                List.of(),
                null,
                List.of());
    }

    static OriginalPost answer(int number, int author, String text, OriginalPost to) {
        return new OriginalPost(
                postId(number, PostKind.REPLY),
                new AccountId(author),
                NOON_MS,
                0,
                Visibility.PUBLIC,
                new PostBody(text, "", false, "en"),
                new ReplyTarget(to.id(), to.author()),
                List.of(),
                List.of(),
                null,
                List.of());
    }

    static OriginalPost withEntities(
            OriginalPost post, List<MentionedAccount> mentions, List<Hashtag> tags, AppId app) {
        return new OriginalPost(
                post.id(),
                post.author(),
                post.createdAtMs(),
                post.editedAtMs(),
                post.visibility(),
                post.body(),
                post.replyTo(),
                mentions,
                tags,
                app,
                post.silentMentions());
    }

    static OriginalPost edited(OriginalPost post, String text) {
        return new OriginalPost(
                post.id(),
                post.author(),
                post.createdAtMs(),
                post.createdAtMs() + 60_000,
                post.visibility(),
                new PostBody(text, "", false, "en"),
                post.replyTo(),
                post.mentions(),
                post.tags(),
                post.app(),
                post.silentMentions());
    }
}
