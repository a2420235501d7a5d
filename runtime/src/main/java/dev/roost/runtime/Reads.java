package dev.roost.runtime;

import dev.roost.core.AccountPages;
import dev.roost.core.StateView;
import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.ClientApp;
import dev.roost.model.Conversation;
import dev.roost.model.ConversationId;
import dev.roost.model.Hashtag;
import dev.roost.model.ListId;
import dev.roost.model.ListedAccount;
import dev.roost.model.MarkKind;
import dev.roost.model.Marker;
import dev.roost.model.Mute;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostVersion;
import dev.roost.model.Relationship;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Typed reads of the newest committed state. Any thread. Lists are pages, newest first unless said otherwise, with
 * exclusive cursors; those with a viewer hold only what that viewer may see, and are full while there is more.
 */
public final class Reads {
    private final StateView latest;
    private final AccountPages pages;
    private final InstantSource clock;
    private final Timelines timelines;
    private final StateCaches caches;
    private final AccountReads accountReads;
    private final PostReads postReads;
    private final ThreadReads threadReads;
    private final NotificationReads notificationReads;
    private final ConversationReads conversationReads;

    Reads(StateView latest, AccountPages pages, Timelines timelines, InstantSource clock, Changes changes) {
        this.latest = latest;
        this.pages = pages;
        this.timelines = timelines;
        this.clock = clock;
        this.caches = new StateCaches(latest, pages, changes);
        this.accountReads = new AccountReads(latest, caches);
        this.postReads = new PostReads(latest, timelines, clock);
        this.threadReads = new ThreadReads(latest);
        this.notificationReads = new NotificationReads(latest);
        this.conversationReads = new ConversationReads(latest);
    }

    // ---- accounts

    /** An account, whatever its standing; from memory if it was asked for before. */
    public Optional<Account> account(AccountId id) {
        return caches.account(id);
    }

    /** The account with a username, without regard to case. */
    public Optional<Account> accountNamed(String username) {
        return Optional.ofNullable(latest.accountNamed(username)).flatMap(caches::account);
    }

    /** The account with an email address, without regard to case. */
    public Optional<Account> accountWithEmail(String email) {
        return Optional.ofNullable(latest.accountWithEmail(email)).flatMap(caches::account);
    }

    /** Accounts that were deleted at a time or before, and of which something is left; the first to go first. */
    public List<AccountId> deletedBy(long atMs) {
        List<AccountId> deleted = new ArrayList<>();
        latest.suspensions().deleted((account, deletedAtMs) -> deletedAtMs <= atMs && deleted.add(account));
        return deleted;
    }

    /** An account's figures. */
    public AccountCounts counts(AccountId id) {
        return latest.counts(id);
    }

    /** Whether one account follows another. */
    public boolean follows(AccountId follower, AccountId followee) {
        return latest.follows(follower, followee);
    }

    /** What one account is to another, as the first sees it. */
    public Relationship relationship(AccountId of, AccountId to) {
        return accountReads.relationship(of, to, clock.millis());
    }

    /**
     * Who follows an account, the newest follow first.
     *
     * @param viewer who asks: whom the viewer blocks or mutes, and who blocks the viewer, is left out, but of the
     *     viewer's own list; null for nobody in particular
     */
    public List<ListedAccount> followers(AccountId id, PageRequest page, @Nullable AccountId viewer) {
        return pages.followers(id, page, shownOf(id, viewer));
    }

    private Predicate<ListedAccount> shownOf(AccountId owner, @Nullable AccountId viewer) {
        return listed -> isListed(listed.account())
                && (viewer == null || viewer.equals(owner) || !hides(viewer, listed.account()));
    }

    /** Whether an account is in lists of accounts: not while it is suspended. */
    private boolean isListed(AccountId account) {
        return !latest.isSuspended(account);
    }

    /**
     * Whom an account follows, the newest follow first. The first page costs a scan of all followees; they are kept in
     * memory for a while.
     *
     * @param viewer as with {@link #followers}
     */
    public List<ListedAccount> followees(AccountId id, PageRequest page, @Nullable AccountId viewer) {
        return caches.followees(id).page(page, shownOf(id, viewer));
    }

    /** Who asks to follow an account, the newest request first; repeating a request does not make it newer. */
    public List<ListedAccount> followRequests(AccountId id, PageRequest page) {
        return pages.followRequests(id, page, listed -> isListed(listed.account()));
    }

    /** Whom an account blocks, the newest block first. */
    public List<ListedAccount> blocked(AccountId id, PageRequest page) {
        return pages.blocked(id, page, listed -> isListed(listed.account()));
    }

    /** An account's mutes that have not ended, the newest first; changing one does not make it newer. */
    public List<ListedMute> mutes(AccountId id, PageRequest page) {
        long nowMs = clock.millis();
        return pages
                .muted(
                        id,
                        page,
                        listed -> isListed(listed.account())
                                && active(id, listed.account(), nowMs).findAny().isPresent())
                .stream()
                .flatMap(listed ->
                        active(id, listed.account(), nowMs).map(mute -> new ListedMute(mute, listed.cursor())))
                .toList();
    }

    /** A mute with its cursor. */
    public record ListedMute(Mute mute, long cursor) {}

    private Stream<Mute> active(AccountId muter, AccountId muted, long nowMs) {
        return Optional.ofNullable(latest.mute(muter, muted)).filter(mute -> mute.activeAt(nowMs)).stream();
    }

    /**
     * Active accounts whose username, or a word of whose display name, starts with the query: the exact username first,
     * then usernames, then names, the more followed first. Considers 400 at most.
     */
    public List<AccountId> searchAccounts(String query, @Nullable AccountId onlyFolloweesOf, int limit, int offset) {
        return accountReads.search(query, onlyFolloweesOf, limit, offset);
    }

    // ---- applications, codes, tokens

    /** A registered application. */
    public Optional<ClientApp> app(AppId id) {
        return Optional.ofNullable(latest.signIn().app(id));
    }

    /** The application with a client id. */
    public Optional<ClientApp> appWithClientId(String clientId) {
        return Optional.ofNullable(latest.signIn().appWithClientId(clientId));
    }

    /** A code, redeemed or not; it may have expired. */
    public Optional<AuthorizationCode> code(byte[] codeHash) {
        return Optional.ofNullable(latest.signIn().code(codeHash));
    }

    /** A token that was not revoked; from memory if it was used before. */
    public Optional<AccessToken> token(byte[] tokenHash) {
        return caches.token(tokenHash);
    }

    // ---- posts

    /** A post or boost. */
    public Optional<Post> post(PostId id) {
        return Optional.ofNullable(latest.post(id));
    }

    /**
     * Whether a viewer (null: nobody signed in) may see a post: its visibility, blocks by its author, and whether its
     * author is suspended.
     */
    public boolean maySee(@Nullable AccountId viewer, Post post) {
        return latest.maySee(viewer, post);
    }

    /**
     * Whether a viewer (null: nobody signed in) may see a post and wants to: not what somebody has written whom the
     * viewer blocks or mutes.
     */
    public boolean shows(@Nullable AccountId viewer, Post post) {
        return latest.maySee(viewer, post) && !hides(viewer, post.author());
    }

    /**
     * Whether a viewer (null: nobody signed in) is not to meet an account among others: one that is suspended, that the
     * viewer blocks or mutes, or that blocks the viewer.
     */
    public boolean hides(@Nullable AccountId viewer, AccountId account) {
        return viewer == null ? latest.isSuspended(account) : timelines.hides(viewer, account, clock.millis());
    }

    /** A post's figures. */
    public PostCounts postCounts(PostId id) {
        return latest.postCounts(id);
    }

    /** What the viewer has put on an original post; from memory for recent viewers. */
    public PostMarks marks(AccountId viewer, PostId original) {
        return caches.marks(viewer).on(original);
    }

    /** What the viewer has put on any original post, looked up once for many: later changes need not show. */
    public Function<PostId, PostMarks> marks(AccountId viewer) {
        return caches.marks(viewer)::on;
    }

    /** Former versions and the present one, oldest first; empty if there is no such original post. */
    public List<PostVersion> history(PostId id) {
        OriginalPost post = latest.original(id);
        if (post == null) {
            return List.of();
        }
        List<PostVersion> versions = new ArrayList<>(latest.versions(id));
        long since = post.editedAtMs() == 0 ? post.createdAtMs() : post.editedAtMs();
        versions.add(new PostVersion(since, post.body(), post.mentions(), post.tags()));
        return versions;
    }

    /** What the viewer may see of the thread around a post. */
    public PostThread thread(@Nullable AccountId viewer, PostId id) {
        return threadReads.around(viewer, id, post -> shows(viewer, post));
    }

    /** Who has favourited a post, the newest favourite first. */
    public List<ListedAccount> favouritedBy(PostId id, PageRequest page, @Nullable AccountId viewer) {
        return pages.favouritedBy(id, page, fan -> !hides(viewer, fan.account()));
    }

    /** Who has boosted a post, the newest boost first; the cursor is the boost's id. */
    public List<ListedAccount> boostedBy(PostId id, PageRequest page, @Nullable AccountId viewer) {
        return pages.boostedBy(
                id,
                page,
                boost -> !hides(viewer, boost.account())
                        && post(new PostId(boost.cursor()))
                                .filter(shown -> maySee(viewer, shown))
                                .isPresent());
    }

    // ---- lists of posts

    /** An author's posts and boosts. */
    public List<PostId> accountPosts(
            AccountId author, @Nullable AccountId viewer, AuthorFilter filter, PageRequest page) {
        return postReads.byAuthor(author, viewer, filter, page);
    }

    /** An author's pinned posts, the last pinned first. */
    public List<PostId> pinned(AccountId author, @Nullable AccountId viewer) {
        return postReads.pinned(author, viewer);
    }

    /** Public posts of everybody, without replies to others. */
    public List<PostId> publicTimeline(@Nullable AccountId viewer, PageRequest page) {
        return postReads.ofEverybody(viewer, page);
    }

    /** Public posts with a hashtag. */
    public List<PostId> tagTimeline(TagQuery query, @Nullable AccountId viewer, PageRequest page) {
        return postReads.tagged(query, viewer, page);
    }

    /** Posts and boosts of a list's members. */
    public List<PostId> listTimeline(AccountList list, PageRequest page) {
        return postReads.ofList(list, page);
    }

    /** What an account has favourited; the cursor is {@link MarkedPost#cursor}. */
    public List<MarkedPost> favourites(AccountId account, PageRequest page) {
        return postReads.marked(account, MarkKind.FAVOURITE, page);
    }

    /** What an account has bookmarked; the cursor is {@link MarkedPost#cursor}. */
    public List<MarkedPost> bookmarks(AccountId account, PageRequest page) {
        return postReads.marked(account, MarkKind.BOOKMARK, page);
    }

    // ---- notifications, markers, lists

    /** What an account is to be told of, without what blocks, mutes and deletions have hidden since. */
    public List<Notification> notifications(AccountId account, NotificationFilter filter, PageRequest page) {
        return notificationReads.page(account, filter, page, clock.millis());
    }

    /** One notification. */
    public Optional<Notification> notification(AccountId account, NotificationId id) {
        return Optional.ofNullable(latest.inbox().notification(account, id))
                .filter(notification -> notificationReads.isShown(notification, clock.millis()));
    }

    /** How far an account has read. */
    public List<Marker> markers(AccountId account) {
        return latest.inbox().markers(account);
    }

    /** An account's lists, the oldest first. */
    public List<AccountList> lists(AccountId owner) {
        return latest.lists(owner);
    }

    /** One of an account's lists. */
    public Optional<AccountList> list(AccountId owner, ListId id) {
        return Optional.ofNullable(latest.list(owner, id));
    }

    /** Who is in a list, the highest account id first, which is the cursor. */
    public List<ListedAccount> listMembers(ListId id, PageRequest page) {
        return pages.listMembers(id, page, this::isListed);
    }

    /** Everybody in a list, the highest account id first. */
    public List<AccountId> listMembers(ListId id) {
        List<AccountId> members = new ArrayList<>();
        latest.listMembers(id, members::add);
        members.removeIf(member -> !isListed(member));
        return members.reversed();
    }

    /** An account's lists that have this member. */
    public List<AccountList> listsWith(AccountId owner, AccountId member) {
        return latest.lists(owner).stream()
                .filter(list -> latest.inList(list.id(), member))
                .toList();
    }

    // ---- tags, the whole instance

    /** Tags whose name starts with the normalised prefix, in alphabetical order. */
    public List<Hashtag> searchTags(String prefix, int limit, int offset) {
        List<Hashtag> tags = new ArrayList<>();
        latest.names().tags(prefix, (name, written) -> {
            tags.add(new Hashtag(name, written));
            return tags.size() < offset + limit;
        });
        return tags.stream().skip(offset).toList();
    }

    /** Accounts and original posts in all. */
    public InstanceCounts instanceCounts() {
        return new InstanceCounts(latest.accounts(), latest.originalPosts());
    }

    /** An account's conversations by their last post; the cursor is that post's id. */
    public List<Conversation> conversations(AccountId owner, PageRequest page) {
        return conversationReads.page(owner, page);
    }

    /** One of an account's conversations. */
    public Optional<Conversation> conversation(AccountId owner, ConversationId id) {
        return conversationReads.one(owner, id);
    }

    /** Lines of an import source that are in the log. */
    public long importedLines(String source) {
        return latest.importedLines(source);
    }

    /**
     * A viewer's marks on one post.
     *
     * @param boost the viewer's own boost of it
     */
    public record PostMarks(
            boolean favourited,
            boolean bookmarked,
            boolean pinned,
            @Nullable PostId boost) {
        /** Whether a mark of this kind is on it. */
        public boolean has(MarkKind kind) {
            return switch (kind) {
                case FAVOURITE -> favourited;
                case BOOKMARK -> bookmarked;
                case PIN -> pinned;
            };
        }
    }

    /**
     * A conversation.
     *
     * @param ancestors from the root down
     * @param descendants depth first, oldest first
     */
    public record PostThread(List<PostId> ancestors, List<PostId> descendants) {}

    /**
     * A post in the order in which it was marked.
     *
     * @param cursor of the page
     */
    public record MarkedPost(long cursor, PostId post) {}

    /**
     * What of an author's posts is wanted.
     *
     * @param tagged normalised name of a tag, or empty
     */
    public record AuthorFilter(boolean withReplies, boolean withBoosts, String tagged) {}

    /** Posts with {@code tag} or one of {@code any}, all of {@code all} and none of {@code none}; normalised names. */
    public record TagQuery(String tag, List<String> any, List<String> all, List<String> none) {}

    /** Which notifications are wanted; empty sets mean no restriction. */
    public record NotificationFilter(
            Set<NotificationType> types,
            Set<NotificationType> excluded,
            @Nullable AccountId from) {}

    /** Totals of a node. */
    public record InstanceCounts(int accounts, long posts) {}
}
