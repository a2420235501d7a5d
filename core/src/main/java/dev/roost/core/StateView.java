package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Follow;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.MarkKind;
import dev.roost.model.Mute;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import dev.roost.model.PostVersion;
import dev.roost.model.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state in terms of the model: rows decoded, tables walked. Holds nothing itself, so it is as fresh and as
 * thread-safe as the reader below it.
 */
public final class StateView {
    private final StateReader rows;

    /** Over a store, a snapshot or the rows of a commit in the making. */
    public StateView(StateReader rows) {
        this.rows = rows;
    }

    /** Offset of the newest command in this state; 0 for an empty state. */
    public long offset() {
        return heads().offset;
    }

    /** The highest post id given out; 0 for none. */
    public long lastPost() {
        return heads().lastPost;
    }

    /** Accounts in all: their ids are 1 to this. */
    public int accounts() {
        return heads().lastAccount;
    }

    /** Original posts in all. */
    public long originalPosts() {
        return heads().originalPosts;
    }

    Heads heads() {
        return Heads.read(rows.get(Table.META, Keys.HEADS));
    }

    /** Applications, codes and tokens of this state. */
    public SignInView signIn() {
        return new SignInView(rows);
    }

    /** Notifications and markers of this state. */
    public InboxView inbox() {
        return new InboxView(rows);
    }

    /** Names of accounts and tags, by how they start. */
    public NamesView names() {
        return new NamesView(rows);
    }

    /** Several authors' posts at a time. */
    public AuthorsPosts postsOfAuthors() {
        return new AuthorsPosts(rows);
    }

    /** Suspended and deleted accounts of this state. */
    public SuspensionView suspensions() {
        return new SuspensionView(rows);
    }

    /** Whether nobody but the account itself sees its posts: it is suspended, deleted or erased. */
    public boolean isSuspended(AccountId id) {
        return rows.get(Table.SUSPENDED_ACCOUNTS, Keys.of(id)) != null;
    }

    /** Conversations of this state. */
    public ConversationView conversations() {
        return new ConversationView(rows);
    }

    /** When relations and marks of this state came about. */
    public SequenceView sequences() {
        return new SequenceView(rows);
    }

    /** Direct posts, by whom they concern. */
    public DirectPosts directPosts() {
        return new DirectPosts(rows);
    }

    // ---- log

    /** Entries of the log from an offset on, in order, until the visitor has had enough. */
    public void log(long fromOffset, Predicate<LogEntry> visitor) {
        rows.scan(
                Table.LOG,
                Keys.offset(fromOffset),
                null,
                (key, value) -> visitor.test(LogEntry.of(Keys.longAt(key, 0), value)));
    }

    /** Lines of an import source that are in the log. */
    public long importedLines(String source) {
        byte[] row = rows.get(Table.IMPORTS, Keys.text(source));
        return row == null ? 0 : Rows.number(row);
    }

    /** Sees what has been noted for sources of imports. */
    @FunctionalInterface
    public interface MarkVisitor {
        /** One mark, as {@link dev.roost.model.ImportMark} has it. */
        void mark(String source, long line);
    }

    /** The marks of all sources whose names begin so, in the order of their names. */
    public void importMarks(String prefix, MarkVisitor visitor) {
        byte[] start = Keys.text(prefix);
        rows.scan(Table.IMPORTS, start, Keys.after(start), (key, value) -> {
            visitor.mark(new String(key, StandardCharsets.UTF_8), Rows.number(value));
            return true;
        });
    }

    /** Whether an import brought a post that still exists, not a boost, under a key of this space. */
    public boolean isImported(String keySpace, String key) {
        byte[] row = rows.get(Table.IMPORTED_POSTS, Keys.imported(keySpace, key));
        return row != null && original(new PostId(Rows.number(row))) != null;
    }

    // ---- accounts

    /** An account, whatever its standing. */
    public @Nullable Account account(AccountId id) {
        byte[] row = rows.get(Table.ACCOUNTS, Keys.of(id));
        return row == null ? null : Rows.account(id, row);
    }

    /** The account with a username, without regard to case. */
    public @Nullable AccountId accountNamed(String username) {
        byte[] row = rows.get(Table.USERNAMES, Keys.folded(username));
        return row == null ? null : new AccountId((int) Rows.number(row));
    }

    /** The account with an email address, without regard to case. */
    public @Nullable AccountId accountWithEmail(String email) {
        byte[] row = rows.get(Table.EMAILS, Keys.folded(email));
        return row == null ? null : new AccountId((int) Rows.number(row));
    }

    /** An account's figures. */
    public AccountCounts counts(AccountId id) {
        return figures(id).counts();
    }

    Rows.Figures figures(AccountId id) {
        return Rows.figures(rows.get(Table.ACCOUNT_COUNTS, Keys.of(id)));
    }

    // ---- graph

    /** The edge between two accounts. */
    public @Nullable Follow follow(AccountId follower, AccountId followee) {
        byte[] row = rows.get(Table.FOLLOWEES, Keys.pair(follower, followee));
        return row == null ? null : follow(follower, followee, row);
    }

    /** Whether there is an edge. */
    public boolean follows(AccountId follower, AccountId followee) {
        return rows.get(Table.FOLLOWEES, Keys.pair(follower, followee)) != null;
    }

    /** Whom an account follows, by id upwards. */
    public void followees(AccountId follower, Predicate<Follow> visitor) {
        byte[] from = Keys.of(follower);
        rows.scan(
                Table.FOLLOWEES,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(follow(follower, new AccountId(Keys.intAt(key, 4)), value)));
    }

    /** Who follows an account, the newest follow first. */
    public void followers(AccountId followee, Predicate<AccountId> visitor) {
        accounts(Table.FOLLOWERS, Keys.of(followee), visitor);
    }

    /** The follow that was asked for and not yet answered. */
    public @Nullable Follow followRequest(AccountId follower, AccountId followee) {
        byte[] row = rows.get(Table.FOLLOW_REQUESTS_SENT, Keys.pair(follower, followee));
        return row == null ? null : follow(follower, followee, row);
    }

    /** Who asks to follow an account, the newest request first. */
    public void followRequests(AccountId followee, Predicate<AccountId> visitor) {
        accounts(Table.FOLLOW_REQUESTS, Keys.of(followee), visitor);
    }

    /** Whom an account has asked to follow. */
    public void followRequestsSent(AccountId follower, Predicate<AccountId> visitor) {
        accounts(Table.FOLLOW_REQUESTS_SENT, Keys.of(follower), visitor);
    }

    /** Whether the one blocks the other. */
    public boolean blocks(AccountId blocker, AccountId blocked) {
        return rows.get(Table.BLOCKED_BY, Keys.pair(blocked, blocker)) != null;
    }

    /** Whom an account blocks, the newest block first. */
    public void blocked(AccountId blocker, Predicate<AccountId> visitor) {
        accounts(Table.BLOCKS, Keys.of(blocker), visitor);
    }

    /** Who blocks an account. */
    public void blockers(AccountId blocked, Predicate<AccountId> visitor) {
        accounts(Table.BLOCKED_BY, Keys.of(blocked), visitor);
    }

    /** The mute of one account by another, ended or not. */
    public @Nullable Mute mute(AccountId muter, AccountId muted) {
        byte[] row = rows.get(Table.MUTES, Keys.pair(muter, muted));
        return row == null ? null : mute(muter, muted, row);
    }

    /** An account's mutes, ended ones among them. */
    public void mutes(AccountId muter, Predicate<Mute> visitor) {
        byte[] from = Keys.of(muter);
        rows.scan(
                Table.MUTES,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(mute(muter, new AccountId(Keys.intAt(key, 4)), value)));
    }

    // ---- posts

    /** A post or boost. */
    public @Nullable Post post(PostId id) {
        byte[] row = rows.get(Table.POSTS, Keys.of(id));
        return row == null ? null : Rows.post(id, row);
    }

    /** All posts and boosts, by id upwards. */
    public void posts(Predicate<Post> visitor) {
        rows.scan(
                Table.POSTS,
                new byte[0],
                null,
                (key, value) -> visitor.test(Rows.post(new PostId(Keys.longAt(key, 0)), value)));
    }

    /** An original post; null also for a boost. */
    public @Nullable OriginalPost original(PostId id) {
        return post(id) instanceof OriginalPost original ? original : null;
    }

    /** A post's figures. */
    public PostCounts postCounts(PostId id) {
        return Rows.counts(rows.get(Table.POST_COUNTS, Keys.of(id)));
    }

    /** Former versions, oldest first. */
    public List<PostVersion> versions(PostId id) {
        List<PostVersion> versions = new ArrayList<>();
        byte[] from = Keys.of(id);
        rows.scan(Table.POST_VERSIONS, from, Keys.after(from), (key, value) -> {
            versions.add(Rows.version(value));
            return true;
        });
        return versions;
    }

    /** An author's posts and boosts, newest first, from {@code highest} (inclusive) down. */
    public void postsBy(AccountId author, long highest, IndexVisitor visitor) {
        rows.scan(
                Table.POSTS_BY_AUTHOR,
                Keys.descending(author, highest),
                Keys.after(Keys.of(author)),
                (key, value) -> visitor.post(~Keys.longAt(key, 4), Rows.visibility(value)));
    }

    /** Public original posts of everybody, newest first, from {@code highest} (inclusive) down, with their authors. */
    public void publicPosts(long highest, BiPredicate<PostId, AccountId> visitor) {
        rows.scan(
                Table.PUBLIC_POSTS,
                Keys.descending(highest),
                null,
                (key, value) ->
                        visitor.test(new PostId(~Keys.longAt(key, 0)), new AccountId((int) Rows.number(value))));
    }

    /** Public original posts with a tag, newest first, from {@code highest} (inclusive) down, with their authors. */
    public void taggedPosts(String tag, long highest, BiPredicate<PostId, AccountId> visitor) {
        rows.scan(
                Table.TAGGED_POSTS,
                Keys.tagged(tag, highest),
                Keys.after(Keys.tagged(tag)),
                (key, value) -> visitor.test(
                        new PostId(~Keys.longAt(key, key.length - 8)), new AccountId((int) Rows.number(value))));
    }

    /** Direct replies to a post, oldest first, with their authors. */
    public void replies(PostId parent, BiPredicate<PostId, AccountId> visitor) {
        byte[] from = Keys.of(parent);
        rows.scan(
                Table.REPLIES,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(new PostId(Keys.longAt(key, 8)), new AccountId((int) Rows.number(value))));
    }

    /** Boosts of a post, newest first, from {@code highest} (inclusive) down. */
    public void boostsOf(PostId original, long highest, BoostVisitor visitor) {
        rows.scan(
                Table.BOOSTS_BY_POST, Keys.boostOf(original, highest), Keys.after(Keys.of(original)), (key, value) -> {
                    Rows.BoostRow boost = Rows.boost(value);
                    return visitor.boost(~Keys.longAt(key, 8), boost.booster().value(), boost.createdAtMs());
                });
    }

    /** The boost by which an account shows a post. */
    public @Nullable PostId boostBy(AccountId booster, PostId original) {
        byte[] row = rows.get(Table.BOOSTS_BY_AUTHOR, Keys.ascending(booster, original.value()));
        return row == null ? null : new PostId(Rows.number(row));
    }

    /** All boosts by an account: the original's id and the boost's, by original upwards. */
    public void boostsBy(AccountId booster, BiPredicate<PostId, PostId> visitor) {
        byte[] from = Keys.of(booster);
        rows.scan(
                Table.BOOSTS_BY_AUTHOR,
                from,
                Keys.after(from),
                (key, value) -> visitor.test(new PostId(Keys.longAt(key, 4)), new PostId(Rows.number(value))));
    }

    /** Whether an account has put a mark on a post. */
    public boolean marked(AccountId account, MarkKind kind, PostId post) {
        return rows.get(Table.MARKS, Keys.mark(account, kind, post.value())) != null;
    }

    /** An account's marks of a kind by post id upwards. */
    public void marks(AccountId account, MarkKind kind, Predicate<PostId> visitor) {
        byte[] from = Keys.marks(account, kind);
        rows.scan(Table.MARKS, from, Keys.after(from), (key, value) -> visitor.test(new PostId(Keys.longAt(key, 5))));
    }

    /** An account's marks of a kind, the newest first, from a sequence (inclusive) down: sequence and post. */
    public void marksByTime(AccountId account, MarkKind kind, long highest, BiPredicate<Long, PostId> visitor) {
        rows.scan(
                Table.MARKS_BY_TIME,
                Keys.markByTime(account, kind, highest),
                Keys.after(Keys.marks(account, kind)),
                (key, value) -> visitor.test(~Keys.longAt(key, 5), new PostId(Rows.number(value))));
    }

    /** Who has favourited a post, the newest favourite first. */
    public void favouritedBy(PostId post, Predicate<AccountId> visitor) {
        accounts(Table.FAVOURITED_BY, Keys.of(post), visitor);
    }

    /** The post that an idempotency key has led to, if it is still remembered. */
    @Nullable
    PostId idempotent(AccountId account, String key, long nowMs) {
        byte[] row = rows.get(Table.IDEMPOTENCY, Keys.named(account, key));
        if (row == null) {
            return null;
        }
        ByteReader in = Rows.reader(row);
        PostId post = new PostId(in.varint());
        return nowMs - in.varint() < Limits.IDEMPOTENCY_MS ? post : null;
    }

    // ---- lists

    /** An account's lists by id upwards. */
    public List<AccountList> lists(AccountId owner) {
        List<AccountList> lists = new ArrayList<>();
        byte[] from = Keys.of(owner);
        rows.scan(Table.LISTS, from, Keys.after(from), (key, value) -> {
            lists.add(Rows.list(new ListId(Keys.intAt(key, 4)), owner, value));
            return true;
        });
        return lists;
    }

    /** One of an account's lists. */
    public @Nullable AccountList list(AccountId owner, ListId id) {
        byte[] row = rows.get(Table.LISTS, Keys.pair(owner.value(), id.value()));
        return row == null ? null : Rows.list(id, owner, row);
    }

    /** Who is in a list, by id upwards. */
    public void listMembers(ListId list, Predicate<AccountId> visitor) {
        accounts(Table.LIST_MEMBERS, Keys.of(list), visitor);
    }

    /** Whether an account is in a list. */
    public boolean inList(ListId list, AccountId member) {
        return rows.get(Table.LIST_MEMBERS, Keys.pair(list, member)) != null;
    }

    // ---- rules that more than one room asks about

    /**
     * Whether a viewer (null: nobody signed in) may see a post: not if somebody else who wrote or boosted it is
     * suspended, or blocks the viewer; a private one only as a follower or if mentioned, a direct one only if
     * mentioned; a boost only with its original. Somebody whom an edit does not mention any more still counts as
     * mentioned.
     */
    public boolean maySee(@Nullable AccountId viewer, Post post) {
        return Seeing.may(this, viewer, post);
    }

    /** The same, whether anybody is suspended or not. */
    boolean maySeeOnceShown(@Nullable AccountId viewer, Post post) {
        return Seeing.onceShown(this, viewer, post);
    }

    /** The newest original post of an author that is not direct. */
    Optional<OriginalPost> newestBy(AccountId author) {
        AtomicReference<@Nullable OriginalPost> found = new AtomicReference<>();
        postsBy(author, Long.MAX_VALUE, (id, visibility) -> {
            if (visibility == Visibility.DIRECT || PostId.kindOf(id) == PostKind.BOOST) {
                return true;
            }
            found.set(original(new PostId(id)));
            return false;
        });
        return Optional.ofNullable(found.get());
    }

    /** The accounts at the end of the keys. */
    private void accounts(Table table, byte[] prefix, Predicate<AccountId> visitor) {
        rows.scan(
                table,
                prefix,
                Keys.after(prefix),
                (key, value) -> visitor.test(new AccountId(Keys.intAt(key, key.length - 4))));
    }

    private static Follow follow(AccountId follower, AccountId followee, byte[] row) {
        Rows.FollowRow flags = Rows.follow(row);
        return new Follow(follower, followee, flags.boosts(), flags.notifyPosts());
    }

    private static Mute mute(AccountId muter, AccountId muted, byte[] row) {
        Rows.MuteRow mute = Rows.mute(row);
        return new Mute(muter, muted, mute.hideNotifications(), mute.untilMs());
    }

    /** Sees an author's posts. */
    @FunctionalInterface
    public interface IndexVisitor {
        /**
         * One post.
         *
         * @return whether to go on
         */
        boolean post(long id, Visibility visibility);
    }

    /** Sees a post's boosts. */
    @FunctionalInterface
    public interface BoostVisitor {
        /**
         * One boost.
         *
         * @return whether to go on
         */
        boolean boost(long id, int booster, long createdAtMs);
    }
}
