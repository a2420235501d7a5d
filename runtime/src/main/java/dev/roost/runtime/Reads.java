package dev.roost.runtime;

import dev.roost.model.*;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Typed reads of the newest committed state. Any thread. Viewer-dependent ones apply the visibility rules. */
public final class Reads {
    private static <T> T todo() {
        throw new UnsupportedOperationException();
    }
    // ---- accounts
    public Optional<Account> account(AccountId id) {
        return todo();
    }
    /** Without regard to case. */
    public Optional<Account> accountNamed(String username) {
        return todo();
    }

    public Optional<Account> accountWithEmail(String email) {
        return todo();
    }

    public AccountCounts counts(AccountId id) {
        return todo();
    }

    public Relationship relationship(AccountId of, AccountId to) {
        return todo();
    }
    /** Followers by account id, descending; the cursor is the account id. */
    public List<AccountId> followers(AccountId id, PageRequest page) {
        return todo();
    }

    public List<AccountId> followees(AccountId id, PageRequest page) {
        return todo();
    }
    /** Who asks to follow this account. */
    public List<AccountId> followRequests(AccountId id, PageRequest page) {
        return todo();
    }

    public List<AccountId> blocked(AccountId id, PageRequest page) {
        return todo();
    }

    public List<Mute> mutes(AccountId id, PageRequest page) {
        return todo();
    }
    /** Active accounts whose username or a word of whose display name starts with the query; best first. */
    public List<AccountId> searchAccounts(String query, @Nullable AccountId onlyFolloweesOf, int limit, int offset) {
        return todo();
    }
    // ---- apps, codes, tokens
    public Optional<ClientApp> app(AppId id) {
        return todo();
    }

    public Optional<ClientApp> appWithClientId(String clientId) {
        return todo();
    }

    public Optional<AuthorizationCode> code(byte[] codeHash) {
        return todo();
    }
    /** Cached: no disk for a token in use. */
    public Optional<AccessToken> token(byte[] tokenHash) {
        return todo();
    }
    // ---- posts
    public Optional<Post> post(PostId id) {
        return todo();
    }
    /** Whether the viewer (null: nobody signed in) may see the post: visibility, blocks. */
    public boolean maySee(@Nullable AccountId viewer, Post post) {
        return todo();
    }

    public PostCounts postCounts(PostId id) {
        return todo();
    }
    /** What the viewer has put on an original post. Cached for recent viewers. */
    public PostMarks marks(AccountId viewer, PostId original) {
        return todo();
    }
    /** Former versions and the present one, oldest first; at least one. */
    public List<PostVersion> history(PostId id) {
        return todo();
    }
    /** What the viewer may see of the thread around a post. */
    public PostThread thread(@Nullable AccountId viewer, PostId id) {
        return todo();
    }
    /** Cursor: account id. */
    public List<AccountId> favouritedBy(PostId id, PageRequest page) {
        return todo();
    }
    /** Cursor: account id. */
    public List<AccountId> boostedBy(PostId id, PageRequest page) {
        return todo();
    }
    // ---- lists of posts: all newest first, full pages, only what the viewer may see
    public List<PostId> accountPosts(
            AccountId author, @Nullable AccountId viewer, AuthorFilter filter, PageRequest page) {
        return todo();
    }

    public List<PostId> pinned(AccountId author, @Nullable AccountId viewer) {
        return todo();
    }

    public List<PostId> publicTimeline(@Nullable AccountId viewer, PageRequest page) {
        return todo();
    }

    public List<PostId> tagTimeline(TagQuery query, @Nullable AccountId viewer, PageRequest page) {
        return todo();
    }

    public List<PostId> listTimeline(AccountList list, PageRequest page) {
        return todo();
    }
    /** Newest mark first; the cursor is {@link MarkedPost#cursor}. */
    public List<MarkedPost> favourites(AccountId account, PageRequest page) {
        return todo();
    }

    public List<MarkedPost> bookmarks(AccountId account, PageRequest page) {
        return todo();
    }
    // ---- notifications, markers
    /** Without muted and blocked accounts' (unless the mute leaves notifications on). */
    public List<Notification> notifications(AccountId account, NotificationFilter filter, PageRequest page) {
        return todo();
    }

    public Optional<Notification> notification(AccountId account, NotificationId id) {
        return todo();
    }

    public List<Marker> markers(AccountId account) {
        return todo();
    }
    // ---- lists
    public List<AccountList> lists(AccountId owner) {
        return todo();
    }

    public Optional<AccountList> list(AccountId owner, ListId id) {
        return todo();
    }

    public List<AccountId> listMembers(ListId id, PageRequest page) {
        return todo();
    }

    public List<AccountList> listsWith(AccountId owner, AccountId member) {
        return todo();
    }
    // ---- tags, whole instance
    /** Tags whose name starts with the (normalised) prefix. */
    public List<Hashtag> searchTags(String prefix, int limit, int offset) {
        return todo();
    }
    /** Accounts and original posts. */
    public InstanceCounts instanceCounts() {
        return todo();
    }

    /** The viewer's marks on one post. {@code boost}: the viewer's own boost of it. */
    public record PostMarks(
            boolean favourited,
            boolean bookmarked,
            boolean pinned,
            @Nullable PostId boost) {}
    /**
     * Ancestors from the root down; descendants in depth-first order. Bounded: 4,096 each, 60 levels for signed-out
     * viewers (as Mastodon).
     */
    public record PostThread(List<PostId> ancestors, List<PostId> descendants) {}

    public record MarkedPost(long cursor, PostId post) {}
    /** What of an author's posts is wanted. {@code tagged}: normalised name or empty. */
    public record AuthorFilter(boolean withReplies, boolean withBoosts, String tagged) {}
    /** Posts with {@code tag} or one of {@code any}, all of {@code all} and none of {@code none}; normalised names. */
    public record TagQuery(String tag, List<String> any, List<String> all, List<String> none) {}
    /** Empty sets mean no restriction. */
    public record NotificationFilter(
            java.util.Set<NotificationType> types,
            java.util.Set<NotificationType> excluded,
            @Nullable AccountId from) {}

    public record InstanceCounts(int accounts, long posts) {}
}
