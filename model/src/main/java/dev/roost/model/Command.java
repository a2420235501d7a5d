package dev.roost.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the state. The log consists of these.
 *
 * <p>Everything undetermined (hashes, random tokens, found mentions) is settled in the command; time and ids come from
 * the log entry.
 */
public sealed interface Command {
    /** Answers {@link Outcome.AccountCreated}. The username's and email's shape has been checked. */
    record CreateAccount(
            String username, String email, String passwordHash, String displayName, Standing standing, String language)
            implements Command {}

    /**
     * Changes what is said and leaves the rest, so that two at once both count. An account that is open then accepts
     * who asked to follow it, {@link Limits#REQUESTS_ACCEPTED} in one command: ask again for the rest.
     */
    record UpdateProfile(AccountId account, ProfileChange change) implements Command {}

    /** Changes everything, and accepts nobody: how old logs say it. */
    record ReplaceProfile(AccountId account, Profile profile, PostingDefaults defaults) implements Command {}

    record SetPassword(AccountId account, String passwordHash) implements Command {}

    /** Also revokes the account's tokens when the standing is not active. */
    record SetStanding(AccountId account, Standing standing) implements Command {}

    /**
     * {@link SetStanding} for an account whose standing is as it was seen; refused for one whose standing is another
     * now.
     */
    record ChangeStanding(AccountId account, Standing from, Standing to) implements Command {}

    /**
     * Takes away for good some of what a deleted account has left, {@link Limits#ERASED_AT_ONCE} things or so; repeated
     * until nothing is left. Refused for an account that is not deleted, or not for long enough.
     */
    record EraseAccount(AccountId account) implements Command {}

    /** Makes an account active that awaits it; refused for any other. */
    record ApproveAccount(AccountId account) implements Command {}

    /** Answers {@link Outcome.AppRegistered}. */
    record RegisterApp(
            String clientId, byte[] secretHash, String name, List<String> redirectUris, String scopes, String website)
            implements Command {}

    record IssueCode(AuthorizationCode code) implements Command {}

    /**
     * Answers {@link Outcome.TokenIssued}; a code works once. Who redeems it again has got hold of somebody else's, or
     * somebody else has: the token that it gave is revoked (RFC 6749, section 4.1.2) and {@link Outcome.CodeReplayed}
     * answered.
     */
    record RedeemCode(byte[] codeHash, AppId app, byte[] tokenHash) implements Command {}

    record IssueToken(byte[] tokenHash, AppId app, @Nullable AccountId account, String scopes) implements Command {}

    record RevokeToken(byte[] tokenHash) implements Command {}

    /**
     * Answers {@link Outcome.PostStored}, or {@link Outcome.MentionsUnexpected}.
     *
     * @param allowed the only accounts that it may mention, {@link Limits#ALLOWED_MENTIONS} at the most; null for any
     */
    record CreatePost(
            AccountId author,
            PostDraft draft,
            @Nullable PostId replyTo,
            @Nullable AppId app,
            @Nullable String idempotencyKey,
            @Nullable List<AccountId> allowed)
            implements Command {
        public CreatePost {
            allowed = allowed == null ? null : List.copyOf(allowed);
        }

        /** One that may mention anybody. */
        public CreatePost(
                AccountId author,
                PostDraft draft,
                @Nullable PostId replyTo,
                @Nullable AppId app,
                @Nullable String idempotencyKey) {
            this(author, draft, replyTo, app, idempotencyKey, null);
        }
    }

    /**
     * Changes what is said and leaves the rest.
     *
     * @param kept what {@link PostChange#keptOf} gave when text and warning were measured together; refused with
     *     {@link Refusal#CHANGED_MEANWHILE} if it is another by now. Null for what need not be measured, and in old
     *     logs. Measuring is left to whoever asks: what counts as one character depends on the version of Java, and
     *     {@code apply} may not.
     */
    record EditPost(
            AccountId author,
            PostId post,
            PostChange change,
            @Nullable String kept) implements Command {
        /** One that need not be measured. */
        public EditPost(AccountId author, PostId post, PostChange change) {
            this(author, post, change, null);
        }
    }

    /** Deletes a post with its boosts, or a boost. */
    record DeletePost(AccountId author, PostId post) implements Command {}

    /** Answers {@link Outcome.PostStored}. A boost of a boost is a boost of the original. */
    record BoostPost(AccountId author, PostId post, Visibility visibility) implements Command {}

    record UnboostPost(AccountId author, PostId post) implements Command {}

    record MarkPost(AccountId account, PostId post, MarkKind kind) implements Command {}

    record UnmarkPost(AccountId account, PostId post, MarkKind kind) implements Command {}

    /**
     * Follows, or asks a locked account; on a follow or request that exists, changes its two settings.
     *
     * @param boosts whether boosts are shown; null for as it is, or yes for a new follow
     * @param notifyPosts whether the follower is told of posts; null for as it is, or no for a new follow
     */
    record FollowAccount(
            AccountId follower,
            AccountId followee,
            @Nullable Boolean boosts,
            @Nullable Boolean notifyPosts) implements Command {}

    /** Also withdraws a request. */
    record UnfollowAccount(AccountId follower, AccountId followee) implements Command {}

    record AnswerFollowRequest(AccountId followee, AccountId follower, boolean accept) implements Command {}

    /** Severs follows and requests both ways. */
    record BlockAccount(AccountId blocker, AccountId blocked) implements Command {}

    record UnblockAccount(AccountId blocker, AccountId blocked) implements Command {}

    record MuteAccount(Mute mute) implements Command {}

    record UnmuteAccount(AccountId muter, AccountId muted) implements Command {}

    /** Answers {@link Outcome.ListCreated}. */
    record CreateList(AccountId owner, String title, RepliesPolicy replies) implements Command {}

    /** Null for what stays as it is. */
    record UpdateList(
            AccountId owner,
            ListId list,
            @Nullable String title,
            @Nullable RepliesPolicy replies) implements Command {}

    record DeleteList(AccountId owner, ListId list) implements Command {}

    /** Members must be followees; all or none are added. */
    record AddToList(AccountId owner, ListId list, List<AccountId> members) implements Command {}

    record RemoveFromList(AccountId owner, ListId list, List<AccountId> members) implements Command {}

    record DismissNotification(AccountId account, NotificationId notification) implements Command {}

    record ClearNotifications(AccountId account) implements Command {}

    record SetMarker(AccountId account, String timeline, String lastReadId) implements Command {}

    /** Makes one of an account's conversations read or unread. */
    record MarkConversation(AccountId owner, ConversationId conversation, boolean unread) implements Command {}

    /** Deletes an account's conversation; the posts stay, and the next one brings it back. */
    record RemoveConversation(AccountId owner, ConversationId conversation) implements Command {}

    /** Creates those that do not exist, without a password. Answers {@link Outcome.AccountsImported}. */
    record ImportAccounts(ImportMark mark, List<String> usernames) implements Command {}

    /** Edges without requests or notifications, even to locked accounts. Answers {@link Outcome.Imported}. */
    record ImportFollows(ImportMark mark, int[] followers, int[] followees) implements Command {}

    /** Posts without notifications. Answers {@link Outcome.Imported}. */
    record ImportPosts(ImportMark mark, List<ImportedPost> posts) implements Command {}

    /** The rest of what an export holds, without notifications. Answers {@link Outcome.Imported}. */
    record ImportRecords(ImportMark mark, List<ImportedRecord> records) implements Command {}
}
