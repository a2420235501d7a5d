package dev.roost.core;

/**
 * The ordered tables that the state consists of. {@link Keys} draws their keys, {@link Rows} their values.
 *
 * <p>A store keeps each {@link Family} apart and puts {@link #tag} before the keys of a family's tables. Tags are part
 * of the format on disk: never reuse one. 18, 19, 21 and 26 were those of format 1 for what {@link #FOLLOWERS},
 * {@link #FOLLOW_REQUESTS}, {@link #BLOCKS} and {@link #FAVOURITED_BY} have now.
 *
 * <p>Of a relation between two accounts, one table is ordered by both and says when it came about, by its sequence
 * ({@link Heads#sequence}); another is ordered by that, newest first.
 */
public enum Table {
    /** offset: log entry. */
    LOG(Family.LOG, 0),
    /** Single rows: the applied offset, the last ids, totals. */
    META(Family.STATE, 1),
    /** account: account. */
    ACCOUNTS(Family.STATE, 2),
    /** lower-case username: account id. */
    USERNAMES(Family.STATE, 3),
    /** lower-case email: account id. */
    EMAILS(Family.STATE, 4),
    /** word of a display name, account: nothing. */
    NAME_WORDS(Family.STATE, 5),
    /** account: figures. */
    ACCOUNT_COUNTS(Family.STATE, 6),
    /** post: post or boost. */
    POSTS(Family.POSTS, 7),
    /** post: figures. */
    POST_COUNTS(Family.POSTS, 8),
    /** post, version: former words. */
    POST_VERSIONS(Family.POSTS, 9),
    /** author, post descending: visibility, and whether the post mentions anybody. */
    POSTS_BY_AUTHOR(Family.INDEX, 10),
    /** post descending: author; public original posts. */
    PUBLIC_POSTS(Family.INDEX, 11),
    /** tag, post descending: author; public original posts. */
    TAGGED_POSTS(Family.INDEX, 12),
    /** tag: name as first written, uses. */
    TAGS(Family.STATE, 13),
    /** parent post, reply: author. */
    REPLIES(Family.INDEX, 14),
    /** original, boost descending: booster, creation time. */
    BOOSTS_BY_POST(Family.INDEX, 15),
    /** booster, original: boost. */
    BOOSTS_BY_AUTHOR(Family.INDEX, 16),
    /** follower, followee: settings of the follow, its sequence. */
    FOLLOWEES(Family.GRAPH, 17),
    /** followee, sequence descending, follower: nothing. */
    FOLLOWERS(Family.GRAPH, 50),
    /** followee, sequence descending, follower: nothing. */
    FOLLOW_REQUESTS(Family.GRAPH, 52),
    /** follower, followee: settings of the follow that is asked for, sequence of the request. */
    FOLLOW_REQUESTS_SENT(Family.GRAPH, 20),
    /** blocker, sequence descending, blocked: nothing. */
    BLOCKS(Family.GRAPH, 53),
    /** blocked, blocker: sequence of the block. */
    BLOCKED_BY(Family.GRAPH, 22),
    /** muter, muted: end and settings, sequence. */
    MUTES(Family.GRAPH, 23),
    /** muter, sequence descending, muted: nothing. */
    MUTES_BY_TIME(Family.GRAPH, 54),
    /** account, kind, post: sequence of the mark. */
    MARKS(Family.STATE, 24),
    /** account, kind, sequence descending: post. */
    MARKS_BY_TIME(Family.STATE, 25),
    /** post, sequence descending, account: nothing; favourites only. */
    FAVOURITED_BY(Family.STATE, 51),
    /** account, notification descending: notification. */
    NOTIFICATIONS(Family.STATE, 27),
    /** account, timeline: marker. */
    MARKERS(Family.STATE, 28),
    /** owner, list: list. */
    LISTS(Family.STATE, 29),
    /** list, member: nothing. */
    LIST_MEMBERS(Family.STATE, 30),
    /** member, list: owner. */
    LISTS_BY_MEMBER(Family.STATE, 31),
    /** app: app. */
    APPS(Family.STATE, 32),
    /** client id: app. */
    CLIENT_IDS(Family.STATE, 33),
    /** code hash: code. */
    CODES(Family.STATE, 34),
    /** token hash: token. */
    TOKENS(Family.STATE, 35),
    /** account, token hash: nothing. */
    TOKENS_BY_ACCOUNT(Family.STATE, 36),
    /** account, idempotency key: post, time. */
    IDEMPOTENCY(Family.STATE, 37),
    /** time, account, idempotency key: nothing; to forget old ones. */
    IDEMPOTENCY_BY_TIME(Family.STATE, 38),
    /** import source: lines done. */
    IMPORTS(Family.STATE, 39),
    /** import source, key of a post there: post. */
    IMPORTED_POSTS(Family.STATE, 40),
    /** account, sender, notification descending: nothing; to find and undo notifications of one sender. */
    NOTIFICATIONS_BY_SENDER(Family.STATE, 41),
    /** post, account mentioned or notified, notification: nothing; to remove notifications with their post. */
    NOTIFICATIONS_BY_POST(Family.STATE, 42),
    /** followee, follower who wants to be told of posts: nothing. */
    POST_WATCHERS(Family.GRAPH, 43),
    /** end of a code, code hash: nothing; to forget old ones. */
    CODES_BY_END(Family.STATE, 60),
    /** account that is suspended, deleted or erased: since when. */
    SUSPENDED_ACCOUNTS(Family.STATE, 61),
    /** time of the deletion, account: nothing; until all of it is erased. */
    DELETED_ACCOUNTS(Family.STATE, 62),
    /** author or mentioned account, post descending: author; direct posts. */
    DIRECT_POSTS_BY_ADDRESSEE(Family.INDEX, 70),
    /** owner, conversation: conversation and its thread. */
    CONVERSATIONS(Family.STATE, 75),
    /** owner, last post descending: conversation. */
    CONVERSATIONS_BY_POST(Family.STATE, 76),
    /** owner, thread, other members: conversation. */
    CONVERSATIONS_BY_MEMBERS(Family.STATE, 77),
    /** owner, conversation, post descending: nothing. */
    CONVERSATION_POSTS(Family.STATE, 78),
    /** direct post: thread; direct post, owner: the owner's conversation that has it. */
    DIRECT_POSTS(Family.STATE, 79);

    /** Tables that are stored together because they are read and compacted alike. */
    public enum Family {
        /** Appended, read forwards. */
        LOG,
        /** Small rows that change. */
        STATE,
        /** Bodies, read one by one. */
        POSTS,
        /** Keys without much value, scanned. */
        INDEX,
        /** Edges, scanned. */
        GRAPH
    }

    private final Family family;
    private final byte tag;

    Table(Family family, int tag) {
        this.family = family;
        this.tag = (byte) tag;
    }

    /** Where the table is stored. */
    public Family family() {
        return family;
    }

    /** What tells the table's keys from the family's others. */
    public byte tag() {
        return tag;
    }
}
