package dev.roost.model;

/** Every bound that a command or an answer keeps to. */
public final class Limits {
    /** Characters of a post with its spoiler, as Mastodon counts them. */
    public static final int POST_CHARS = 500;
    /** UTF-8 bytes of a post's text, whatever its character count. */
    public static final int POST_BYTES = 8_192;
    /** Accounts that one post can mention; further handles stay plain text. */
    public static final int POST_MENTIONS = 50;
    /** Accounts to whose mention the author of a post can limit it. */
    public static final int ALLOWED_MENTIONS = 1_000;
    /** Answers between a direct post and where its thread begins that are followed up; deeper ones part from it. */
    public static final int THREAD_STEPS = 1_000;
    /** Hashtags of one post that are indexed. */
    public static final int POST_TAGS = 60;
    /** UTF-16 units of a hashtag without its sign; a longer one is plain text. */
    public static final int HASHTAG_CHARS = 100;
    /** What a link counts for in a post, however long it is. */
    public static final int LINK_CHARS = 23;
    /** Edits of one post that are kept; one more is refused. */
    public static final int POST_VERSIONS = 100;
    /** Pinned posts of one account. */
    public static final int PINS = 5;
    /** Characters of a username. */
    public static final int USERNAME_CHARS = 30;
    /** Characters of a display name. */
    public static final int DISPLAY_NAME_CHARS = 100;
    /** Characters of a profile's note. */
    public static final int NOTE_CHARS = 500;
    /** Rows of a profile's table. */
    public static final int PROFILE_FIELDS = 4;
    /** Characters of a field's name or value. */
    public static final int PROFILE_FIELD_CHARS = 255;
    /** Accounts that one account can follow. */
    public static final int FOLLOWEES = 1_000_000;
    /** How long a deleted account can be restored. */
    public static final long DELETED_ACCOUNT_MS = 30L * 86_400_000;
    /** Posts, marks, follows and the like of a deleted account that one command takes away. */
    public static final int ERASED_AT_ONCE = 500;
    /** Follow requests that unlocking an account accepts in one command. */
    public static final int REQUESTS_ACCEPTED = 1_000;
    /** Lists of one account. */
    public static final int LISTS = 50;
    /** Members of one list. */
    public static final int LIST_MEMBERS = 5_000;
    /** Characters of a list's title. */
    public static final int LIST_TITLE_CHARS = 100;
    /** Entries of a page that a client may ask for. */
    public static final int PAGE = 80;
    /** Entries of a timeline page when the client does not say. */
    public static final int PAGE_DEFAULT = 20;
    /** How long an idempotency key is remembered. */
    public static final long IDEMPOTENCY_MS = 3_600_000;
    /** Characters of an idempotency key. */
    public static final int IDEMPOTENCY_KEY_CHARS = 200;
    /** How long after its end an authorization code is remembered, so that replaying it revokes its token. */
    public static final long ENDED_CODE_MS = 86_400_000;
    /** Follows, or posts, in one import command. */
    public static final int IMPORT_BATCH = 4_096;
    /** Bytes of one command in the log. */
    public static final int COMMAND_BYTES = 8 << 20;
    /** Commands that may wait to be committed; one more is refused as overload. */
    public static final int WAITING_COMMANDS = 65_536;

    private Limits() {}
}
