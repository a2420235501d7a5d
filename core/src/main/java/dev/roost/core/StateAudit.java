package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Hashtag;
import dev.roost.model.MarkKind;
import dev.roost.model.Notification;
import dev.roost.model.NotificationId;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostCounts;
import dev.roost.model.PostId;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Checks that a state agrees with itself: every index with what it indexes, both ways, every figure with the rows that
 * it counts, the log with its offset. Walks every table once; memory does not grow with the state unless something is
 * wrong.
 */
public final class StateAudit {
    private static final int NAMED_MAX = 20;
    /** Rows between two calls that tell how far it is; a power of two. */
    private static final int TOLD_ROWS = 1 << 14;

    private static final byte[] START = {};

    private final StateReader rows;
    private final StateView view;
    private final boolean naming;
    private final Consumer<String> problem;
    private final LongConsumer progress;
    private final Map<String, Ledger> ledgers = new TreeMap<>();
    private long rowsSeen;
    private long problems;

    private StateAudit(StateReader rows, boolean naming, Consumer<String> problem, LongConsumer progress) {
        this.rows = rows;
        this.progress = progress;
        this.view = new StateView(rows);
        this.naming = naming;
        this.problem = line -> {
            problems++;
            problem.accept(line);
        };
    }

    /**
     * What an audit has found.
     *
     * @param rows looked at
     */
    public record Result(long rows, long problems) {}

    /**
     * Checks one commit: a snapshot, or a state that does not change meanwhile.
     *
     * @param problem takes a line for each thing that is wrong, a few of each kind at most
     * @throws CorruptRowException when a row cannot be read
     */
    public static Result run(StateReader rows, Consumer<String> problem) {
        return run(rows, problem, seen -> {});
    }

    /** The same; {@code progress} hears now and then how many rows were looked at. */
    public static Result run(StateReader rows, Consumer<String> problem, LongConsumer progress) {
        StateAudit quick = new StateAudit(rows, false, problem, progress);
        quick.walk();
        if (quick.ledgers.values().stream().allMatch(Ledger::isBalanced)) {
            return new Result(quick.rowsSeen, quick.problems);
        }
        StateAudit naming = new StateAudit(rows, true, line -> {}, progress);
        naming.walk();
        naming.ledgers.forEach((_, ledger) -> ledger.report(NAMED_MAX, quick.problem));
        return new Result(quick.rowsSeen, Math.max(1, quick.problems));
    }

    private void walk() {
        accounts();
        graph();
        posts();
        postIndexes();
        marks();
        notifications();
        conversations();
        lists();
        tokens();
        log();
    }

    private Ledger ledger(String name) {
        return ledgers.computeIfAbsent(name, n -> new Ledger(n, naming));
    }

    private interface Row {
        void row(byte[] key, byte[] value);
    }

    private void each(Table table, Row visitor) {
        rows.scan(table, START, null, (key, value) -> {
            if ((++rowsSeen & (TOLD_ROWS - 1)) == 0) {
                progress.accept(rowsSeen);
            }
            visitor.row(key, value);
            return true;
        });
    }

    // ---- accounts and the graph

    private void accounts() {
        Ledger dense = ledger("accounts");
        for (int id = 1; id <= view.accounts(); id++) {
            dense.expected(id);
        }
        each(Table.ACCOUNTS, (key, value) -> {
            Account account = Rows.account(new AccountId(Keys.intAt(key, 0)), value);
            int id = account.id().value();
            dense.found(id);
            ledger("usernames").expected(hash(Keys.folded(account.username())), id);
            if (account.standing().isSuspended()) {
                ledger("suspended accounts").expected(id);
            }
            if (account.standing() == Standing.DELETED) {
                ledger("deleted accounts").expected(id);
            }
            if (!account.email().isEmpty()) {
                ledger("emails").expected(hash(Keys.folded(account.email())), id);
            }
        });
        suspensions();
        each(Table.USERNAMES, (key, value) -> ledger("usernames").found(hash(key), Rows.number(value)));
        each(Table.EMAILS, (key, value) -> ledger("emails").found(hash(key), Rows.number(value)));
        each(Table.ACCOUNT_COUNTS, (key, value) -> {
            Rows.Figures figures = Rows.figures(value);
            AccountCounts counts = figures.counts();
            int id = Keys.intAt(key, 0);
            ledger("followers of account").book(-counts.followers(), id);
            ledger("followees of account").book(-counts.followees(), id);
            ledger("posts of account").book(-counts.posts(), id);
            ledger("watchers of account").book(-figures.watchers(), id);
        });
    }

    private void suspensions() {
        each(
                Table.SUSPENDED_ACCOUNTS,
                (key, value) -> ledger("suspended accounts").found(Keys.intAt(key, 0)));
        each(Table.DELETED_ACCOUNTS, (key, value) -> {
            AccountId id = new AccountId(Keys.intAt(key, Long.BYTES));
            Account account = view.account(id);
            if (view.suspensions().sinceMs(id) != Keys.longAt(key, 0)) {
                problem.accept("account " + id + " was deleted at another time than it was suspended");
            }
            // One that is being erased has its row until nothing of it is left.
            if (account == null || account.standing() != Standing.ERASED) {
                ledger("deleted accounts").found(id.value());
            }
        });
    }

    private void graph() {
        each(Table.FOLLOWEES, (key, value) -> {
            int follower = Keys.intAt(key, 0);
            int followee = Keys.intAt(key, 4);
            Rows.FollowRow row = Rows.follow(value);
            ledger("follows").expected(followee, row.sequence(), follower);
            ledger("followees of account").expected(follower);
            ledger("followers of account").expected(followee);
            if (row.notifyPosts()) {
                ledger("watchers").expected(follower, followee);
                ledger("watchers of account").expected(followee);
            }
        });
        byTime(Table.FOLLOWERS, "follows");
        each(Table.POST_WATCHERS, (key, value) -> ledger("watchers").found(Keys.intAt(key, 4), Keys.intAt(key, 0)));
        each(
                Table.FOLLOW_REQUESTS_SENT,
                (key, value) -> ledger("follow requests")
                        .expected(Keys.intAt(key, 4), Rows.follow(value).sequence(), Keys.intAt(key, 0)));
        byTime(Table.FOLLOW_REQUESTS, "follow requests");
        each(
                Table.BLOCKED_BY,
                (key, value) -> ledger("blocks").expected(Keys.intAt(key, 4), Rows.number(value), Keys.intAt(key, 0)));
        byTime(Table.BLOCKS, "blocks");
        each(
                Table.MUTES,
                (key, value) -> ledger("mutes")
                        .expected(Keys.intAt(key, 0), Rows.mute(value).sequence(), Keys.intAt(key, 4)));
        byTime(Table.MUTES_BY_TIME, "mutes");
    }

    /** A list that is ordered by time: owner, sequence and the other. */
    private void byTime(Table table, String name) {
        each(table, (key, value) -> ledger(name).found(Keys.intAt(key, 0), ~Keys.longAt(key, 4), Keys.intAt(key, 12)));
    }

    // ---- posts

    private void posts() {
        AtomicLong originals = new AtomicLong();
        each(Table.POSTS, (key, value) -> {
            Post post = Rows.post(new PostId(Keys.longAt(key, 0)), value);
            long id = post.id().value();
            int author = post.author().value();
            ledger("posts by author").expected(author, id, indexed(Rows.indexed(post)));
            if (Figured.isCountedForAuthor(post)) {
                ledger("posts of account").expected(author);
            }
            if (id > view.lastPost()) {
                problem.accept("post " + id + " is above the highest id given out");
            }
            switch (post) {
                case OriginalPost original -> {
                    originals.incrementAndGet();
                    original(original);
                }
                case Boost boost -> boost(boost);
            }
        });
        if (originals.get() != view.originalPosts()) {
            problem.accept("original posts: " + originals + " are there, " + view.originalPosts() + " are counted");
        }
        each(Table.POST_COUNTS, (key, value) -> {
            PostCounts counts = Rows.counts(value);
            long id = Keys.longAt(key, 0);
            ledger("replies of post").book(-counts.replies(), id);
            ledger("boosts of post").book(-counts.boosts(), id);
            ledger("favourites of post").book(-counts.favourites(), id);
        });
    }

    private void original(OriginalPost post) {
        long id = post.id().value();
        int author = post.author().value();
        if (post.visibility() == Visibility.DIRECT) {
            ledger("threads of direct posts").expected(id);
        }
        if (post.visibility() == Visibility.PUBLIC) {
            ledger("public posts").expected(id, author);
            for (Hashtag tag : post.tags()) {
                ledger("tagged posts").expected(hash(Keys.text(tag.name())), id, author);
            }
        }
        if (post.visibility() == Visibility.DIRECT) {
            for (AccountId account : post.addressees()) {
                ledger("direct posts").expected(account.value(), id, author);
            }
        }
        ReplyTarget target = post.replyTo();
        if (target != null) {
            ledger("replies").expected(target.post().value(), id, author);
            if (Figured.isCounted(post) && rows.get(Table.POSTS, Keys.of(target.post())) != null) {
                ledger("replies of post").expected(target.post().value());
            }
        }
    }

    private void conversations() {
        ConversationAudit audit = new ConversationAudit(view, this::ledger, problem);
        each(Table.CONVERSATIONS, audit::conversation);
        each(Table.CONVERSATIONS_BY_POST, audit::byPost);
        each(Table.CONVERSATIONS_BY_MEMBERS, audit::byMembers);
        each(Table.CONVERSATION_POSTS, audit::post);
        each(Table.DIRECT_POSTS, audit::directPost);
    }

    private static long indexed(byte[] row) {
        return Rows.visibility(row).ordinal() * 2L + (Rows.mentions(row) ? 1 : 0);
    }

    private void boost(Boost boost) {
        long id = boost.id().value();
        int author = boost.author().value();
        long of = boost.of().value();
        ledger("boosts by post").expected(of, id, author, boost.createdAtMs());
        ledger("boosts by author").expected(author, of, id);
        if (Figured.isCounted(boost, view)) {
            ledger("boosts of post").expected(of);
        }
        OriginalPost original = view.original(boost.of());
        if (original == null || !original.author().equals(boost.ofAuthor())) {
            problem.accept("boost " + id + " is of post " + of + ", which is not there or somebody else's");
        }
    }

    private void postIndexes() {
        each(
                Table.POSTS_BY_AUTHOR,
                (key, value) ->
                        ledger("posts by author").found(Keys.intAt(key, 0), ~Keys.longAt(key, 4), indexed(value)));
        each(
                Table.DIRECT_POSTS_BY_ADDRESSEE,
                (key, value) ->
                        ledger("direct posts").found(Keys.intAt(key, 0), ~Keys.longAt(key, 4), Rows.number(value)));
        each(
                Table.PUBLIC_POSTS,
                (key, value) -> ledger("public posts").found(~Keys.longAt(key, 0), Rows.number(value)));
        each(
                Table.TAGGED_POSTS,
                (key, value) -> ledger("tagged posts")
                        .found(
                                hash(Arrays.copyOf(key, key.length - 9)),
                                ~Keys.longAt(key, key.length - 8),
                                Rows.number(value)));
        each(
                Table.REPLIES,
                (key, value) -> ledger("replies").found(Keys.longAt(key, 0), Keys.longAt(key, 8), Rows.number(value)));
        each(Table.BOOSTS_BY_POST, (key, value) -> {
            Rows.BoostRow row = Rows.boost(value);
            ledger("boosts by post")
                    .found(
                            Keys.longAt(key, 0),
                            ~Keys.longAt(key, 8),
                            row.booster().value(),
                            row.createdAtMs());
        });
        each(
                Table.BOOSTS_BY_AUTHOR,
                (key, value) ->
                        ledger("boosts by author").found(Keys.intAt(key, 0), Keys.longAt(key, 4), Rows.number(value)));
        each(Table.POST_VERSIONS, (key, value) -> {
            if (view.original(new PostId(Keys.longAt(key, 0))) == null) {
                problem.accept("a former version of post " + Keys.longAt(key, 0) + ", which is not there");
            }
        });
    }

    // ---- what hangs on posts and accounts

    private void marks() {
        each(Table.MARKS, (key, value) -> {
            int account = Keys.intAt(key, 0);
            long post = Keys.longAt(key, 5);
            long sequence = Rows.number(value);
            ledger("marks").expected(account, key[4], sequence, post);
            if (key[4] == MarkKind.FAVOURITE.ordinal()) {
                ledger("favourites").expected(post, sequence, account);
                ledger("favourites of post").expected(post);
            }
        });
        each(
                Table.MARKS_BY_TIME,
                (key, value) ->
                        ledger("marks").found(Keys.intAt(key, 0), key[4], ~Keys.longAt(key, 5), Rows.number(value)));
        each(
                Table.FAVOURITED_BY,
                (key, value) ->
                        ledger("favourites").found(Keys.longAt(key, 0), ~Keys.longAt(key, 8), Keys.intAt(key, 16)));
    }

    private void notifications() {
        each(Table.NOTIFICATIONS, (key, value) -> {
            AccountId to = new AccountId(Keys.intAt(key, 0));
            Notification n = Rows.notification(to, new NotificationId(~Keys.longAt(key, 4)), value);
            ledger("notifications by sender").expected(to.value(), n.from().value(), n.id().value());
            PostId post = n.post();
            if (post != null) {
                ledger("notifications by post").expected(post.value(), to.value(), n.id().value());
                if (view.original(post) == null) {
                    problem.accept("notification " + n.id() + " is about post " + post + ", which is not there");
                }
            }
        });
        each(
                Table.NOTIFICATIONS_BY_SENDER,
                (key, value) -> ledger("notifications by sender")
                        .found(Keys.intAt(key, 0), Keys.intAt(key, 4), ~Keys.longAt(key, 8)));
        each(
                Table.NOTIFICATIONS_BY_POST,
                (key, value) -> ledger("notifications by post")
                        .found(Keys.longAt(key, 0), Keys.intAt(key, 8), Keys.longAt(key, 12)));
    }

    private void lists() {
        Map<Integer, Integer> owners = new TreeMap<>();
        each(Table.LISTS, (key, value) -> owners.put(Keys.intAt(key, 4), Keys.intAt(key, 0)));
        each(Table.LIST_MEMBERS, (key, value) -> {
            int list = Keys.intAt(key, 0);
            int member = Keys.intAt(key, 4);
            int owner = owners.getOrDefault(list, 0);
            ledger("list members").expected(list, member, owner);
            if (owner == 0) {
                problem.accept("account " + member + " is in list " + list + ", which is not there");
            } else if (owner != member && !view.follows(new AccountId(owner), new AccountId(member))) {
                problem.accept(
                        "account " + member + " is in a list of account " + owner + ", which does not follow it");
            }
        });
        each(
                Table.LISTS_BY_MEMBER,
                (key, value) ->
                        ledger("list members").found(Keys.intAt(key, 4), Keys.intAt(key, 0), Rows.number(value)));
    }

    private void tokens() {
        each(Table.TOKENS, (key, value) -> {
            AccountId account = Rows.token(key, value).account();
            if (account != null) {
                ledger("tokens").expected(account.value(), hash(key));
            }
        });
        each(
                Table.TOKENS_BY_ACCOUNT,
                (key, value) ->
                        ledger("tokens").found(Keys.intAt(key, 0), hash(Arrays.copyOfRange(key, 4, key.length))));
    }

    private void log() {
        long[] last = new long[2];
        each(Table.LOG, (key, value) -> {
            LogEntry entry = LogEntry.of(Keys.longAt(key, 0), value);
            if (entry.offset() != last[0] + 1 || entry.timeMs() < last[1]) {
                problem.accept("log entry " + entry.offset() + " at " + entry.timeMs() + " comes after " + last[0]
                        + " at " + last[1]);
            }
            last[0] = entry.offset();
            last[1] = entry.timeMs();
        });
        if (last[0] != view.offset()) {
            problem.accept("the log ends at " + last[0] + ", the state is at " + view.offset());
        }
    }

    private static long hash(byte[] bytes) {
        long hash = 1;
        for (byte each : bytes) {
            hash = hash * 1_000_003 + each;
        }
        return hash;
    }
}
