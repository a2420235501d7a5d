package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.MarkKind;
import java.util.function.Predicate;

/**
 * When relations between accounts, and accounts' marks on posts, came about, for whoever must tell them in that order:
 * a sequence that increases along the log, unlike for any two of a kind. As fresh and as thread-safe as the reader
 * below.
 */
public final class SequenceView {
    private static final byte[] START = {};

    private final StateReader rows;

    SequenceView(StateReader rows) {
        this.rows = rows;
    }

    /** Sees relations, with their sequences. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One relation.
         *
         * @param from the account that made it
         * @param to the account or post that it is about
         */
        void relation(long sequence, int from, long to);
    }

    /** All follows, in the order of the followers' ids. */
    public void follows(Visitor visitor) {
        edges(Table.FOLLOWEES, visitor);
    }

    /** All follows that are asked for, in the order of the ids of those who ask. */
    public void followRequests(Visitor visitor) {
        edges(Table.FOLLOW_REQUESTS_SENT, visitor);
    }

    private void edges(Table table, Visitor visitor) {
        rows.scan(table, START, null, (key, value) -> {
            visitor.relation(Rows.follow(value).sequence(), Keys.intAt(key, 0), Keys.intAt(key, 4));
            return true;
        });
    }

    /** All marks of a kind, in the order of the ids of those who put them. */
    public void marks(MarkKind kind, Visitor visitor) {
        rows.scan(Table.MARKS, START, null, (key, value) -> {
            if (key[4] == kind.ordinal()) {
                visitor.relation(Rows.number(value), Keys.intAt(key, 0), Keys.longAt(key, 5));
            }
            return true;
        });
    }

    /** Whom an account mutes, the newest mute first, ended ones among them. */
    public void muted(AccountId muter, Predicate<AccountId> visitor) {
        byte[] list = Keys.of(muter);
        rows.scan(
                Table.MUTES_BY_TIME,
                list,
                Keys.after(list),
                (key, value) -> visitor.test(new AccountId(Keys.intAt(key, 12))));
    }
}
