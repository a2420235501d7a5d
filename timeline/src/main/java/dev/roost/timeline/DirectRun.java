package dev.roost.timeline;

import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * The newest direct posts that an account has written or is mentioned in, as {@link #entry entries} upwards, with their
 * authors. Immutable; an append shares nothing, so it costs the length.
 *
 * @param complete nothing older exists in the state
 */
record DirectRun(long[] entries, int[] authors, boolean complete) {
    /** Posts loaded, and kept when a run is cut. */
    static final int KEPT = 256;

    private static final int CUT_AT = 2 * KEPT;

    static final DirectRun NONE = new DirectRun(Selection.NONE, new int[0], true);

    /** How a direct post is held: if it is plain, always as one that is shown or not by its facts. */
    static long entry(long id) {
        return Entry.of(id, true);
    }

    DirectRun with(long entry, int author) {
        int size = entries.length;
        if (size > 0 && entries[size - 1] >= entry) {
            return this;
        }
        int from = size >= CUT_AT ? size - KEPT + 1 : 0;
        long[] moreEntries = Arrays.copyOfRange(entries, from, size + 1);
        int[] moreAuthors = Arrays.copyOfRange(authors, from, size + 1);
        moreEntries[size - from] = entry;
        moreAuthors[size - from] = author;
        return new DirectRun(moreEntries, moreAuthors, complete && from == 0);
    }

    DirectRun without(long entry) {
        int at = Arrays.binarySearch(entries, entry);
        if (at < 0) {
            return this;
        }
        int size = entries.length - 1;
        long[] lessEntries = Arrays.copyOf(entries, size);
        int[] lessAuthors = Arrays.copyOf(authors, size);
        System.arraycopy(entries, at + 1, lessEntries, at, size - at);
        System.arraycopy(authors, at + 1, lessAuthors, at, size - at);
        return new DirectRun(lessEntries, lessAuthors, complete);
    }

    /** Longs that the run takes. */
    int weight() {
        return 16 + entries.length + entries.length / 2;
    }

    /** Whether all of the account's direct posts from an id up are here. */
    boolean reachesDownTo(long lowest) {
        return complete || (entries.length > 0 && entries[0] <= lowest);
    }

    /**
     * Those by the reader's sources, from {@code highest} (inclusive) down.
     *
     * @param older gives what is below the run, from an id (inclusive) down
     */
    Cursor down(Relations relations, long highest, LongFunction<Cursor> older) {
        return new Down(bySources(relations, 0, countUpTo(highest)), below(highest), older);
    }

    /** Those by the reader's sources, from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    Cursor up(Relations relations, long lowest) {
        long[] shown = bySources(relations, countUpTo(lowest - 2), entries.length);
        long[] turned = new long[shown.length];
        for (int i = 0; i < shown.length; i++) {
            turned[shown.length - 1 - i] = Cursor.turned(shown[i]);
        }
        return new ArrayCursor(turned, turned.length);
    }

    private long[] bySources(Relations relations, int from, int to) {
        long[] shown = new long[to - from];
        int size = 0;
        for (int i = from; i < to; i++) {
            if (relations.isSource(authors[i])) {
                shown[size++] = entries[i];
            }
        }
        return size == shown.length ? shown : Arrays.copyOf(shown, size);
    }

    private int countUpTo(long highest) {
        int at = Arrays.binarySearch(entries, highest);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** The highest id, up to a bound, that can be below the run; 0 if none is. */
    private long below(long highest) {
        if (complete) {
            return 0;
        }
        return entries.length == 0 ? highest : Math.min(highest, Entry.below(entries[0]));
    }

    /** Entries, then what is below them. */
    private static final class Down extends Cursor {
        private final long[] shown;
        private final long below;
        private final LongFunction<Cursor> older;
        private int at;
        private Cursor rest = new ArrayCursor(Selection.NONE, 0);

        Down(long[] shown, long below, LongFunction<Cursor> older) {
            this.shown = shown;
            this.below = below;
            this.older = older;
            this.at = shown.length;
            advance();
        }

        @Override
        void advance() {
            if (--at >= 0) {
                head = shown[at];
                return;
            }
            if (at == -1 && below > 0) {
                rest = older.apply(below);
            } else {
                rest.advance();
            }
            head = rest.head();
        }
    }
}
