package dev.roost.core;

import dev.roost.model.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What the thread that applies commands remembers of accounts' figures from one commit to the next, so that it need not
 * read what it has just changed, which may not be on disk yet. Exact: it is told of every change, and forgets at will.
 *
 * <p>Serves the commits of one state, each on top of the one before; of no use after one that was given up. One thread.
 * At most 5 MB.
 */
public final class FigureMemory {
    private static final int PLACES = 1 << 16;

    private final int[] accounts;
    private final Rows.@Nullable Figures[] figures;

    /** No account above it has figures. */
    private int countedMax = Integer.MAX_VALUE;

    /** Remembers nothing yet. */
    public FigureMemory() {
        this(PLACES);
    }

    /** @param places a power of two */
    FigureMemory(int places) {
        accounts = new int[places];
        figures = new Rows.Figures[places];
    }

    /** A commit begins, on a state with accounts up to this one. */
    void begin(int lastAccount) {
        countedMax = Math.min(countedMax, lastAccount);
    }

    /** The figures; null where they must be read. */
    Rows.@Nullable Figures get(AccountId id) {
        int account = id.value();
        if (account > countedMax) {
            return Rows.Figures.ZERO;
        }
        int place = account & (accounts.length - 1);
        return accounts[place] == account ? figures[place] : null;
    }

    /** The figures as they are now in the state or in the commit. */
    void keep(AccountId id, Rows.Figures current) {
        int account = id.value();
        int place = account & (accounts.length - 1);
        accounts[place] = account;
        figures[place] = current;
        countedMax = Math.max(countedMax, account);
    }
}
