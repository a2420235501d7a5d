package dev.roost.core;

import dev.roost.model.AccountId;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Accounts whose posts nobody sees. As fresh and as thread-safe as the reader below. */
public final class SuspensionView {
    private static final byte[] START = {};

    private final StateReader rows;

    SuspensionView(StateReader rows) {
        this.rows = rows;
    }

    /**
     * Offset of the last command that suspended an account, or undid that; 0 for none: tells whether others are now.
     */
    public long asOf() {
        byte[] row = rows.get(Table.META, Keys.SUSPENSIONS);
        return row == null ? 0 : Rows.number(row);
    }

    /** All of them, by id upwards. */
    public void all(Predicate<AccountId> visitor) {
        rows.scan(
                Table.SUSPENDED_ACCOUNTS, START, null, (key, since) -> visitor.test(new AccountId(Keys.intAt(key, 0))));
    }

    /** Since when an account is one of them; 0 if it is none. */
    public long sinceMs(AccountId account) {
        byte[] row = rows.get(Table.SUSPENDED_ACCOUNTS, Keys.of(account));
        return row == null ? 0 : Rows.number(row);
    }

    /** Accounts that were deleted and are not wholly erased, with the time of their deletion, the first first. */
    public void deleted(BiPredicate<AccountId, Long> visitor) {
        rows.scan(
                Table.DELETED_ACCOUNTS,
                START,
                null,
                (key, none) -> visitor.test(new AccountId(Keys.intAt(key, Long.BYTES)), Keys.longAt(key, 0)));
    }
}
