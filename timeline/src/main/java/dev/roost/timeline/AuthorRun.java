package dev.roost.timeline;

import java.util.Arrays;

/**
 * An author's newest posts that go to followers, as {@link Entry entries} upwards.
 *
 * <p>A value for its readers. The newest run of an author shares its array with earlier ones: {@link #with} writes
 * behind their size, so only the publisher may call it, and only on the newest.
 */
final class AuthorRun {
    /** Posts loaded when somebody looks deep, and kept when a run is cut. */
    static final int KEPT = 256;

    /** Posts loaded for the top of a timeline, of all its authors together. */
    static final int FIRST_OF_ALL = 1_200;

    /** The same, of each author at least. */
    static final int FIRST = 4;

    /** Stands for a run that is not known. */
    static final AuthorRun UNKNOWN = new AuthorRun(new long[0], 0, false);

    private static final int CUT_AT = 4 * KEPT;

    private final long[] ids;
    private final int size;
    private final boolean complete;

    /** {@code complete}: nothing older exists in the state. */
    AuthorRun(long[] ids, int size, boolean complete) {
        this.ids = ids;
        this.size = size;
        this.complete = complete;
    }

    AuthorRun with(long id) {
        if (size > 0 && ids[size - 1] >= id) {
            return this;
        }
        if (size >= CUT_AT) {
            long[] newest = Arrays.copyOfRange(ids, size - KEPT + 1, size + KEPT);
            newest[KEPT - 1] = id;
            return new AuthorRun(newest, KEPT, false);
        }
        long[] room = size < ids.length ? ids : Arrays.copyOf(ids, Math.max(8, size + (size >> 1)));
        room[size] = id;
        return new AuthorRun(room, size + 1, complete);
    }

    /** From now on the post is shown or not by its facts; without effect on one that is no plain one. */
    AuthorRun byFacts(long id) {
        int at = Arrays.binarySearch(ids, 0, size, id);
        if (at < 0 || Entry.of(id, true) == id) {
            return this;
        }
        long[] changed = ids.clone();
        changed[at] = Entry.of(id, true);
        return new AuthorRun(changed, size, complete);
    }

    AuthorRun without(long id) {
        int at = Arrays.binarySearch(ids, 0, size, id);
        if (at < 0) {
            at = Arrays.binarySearch(ids, 0, size, Entry.of(id, true));
        }
        if (at < 0) {
            return this;
        }
        long[] less = new long[size];
        System.arraycopy(ids, 0, less, 0, at);
        System.arraycopy(ids, at + 1, less, at, size - at - 1);
        return new AuthorRun(less, size - 1, complete);
    }

    int size() {
        return size;
    }

    /** Longs that the run takes. */
    int weight() {
        return ids.length + 8;
    }

    boolean complete() {
        return complete;
    }

    /** Whether it is worth loading again, longer, for somebody who needs what is below it. */
    boolean isShort() {
        return !complete && size < KEPT;
    }

    /** Whether all of the author's posts from an id up are here. */
    boolean reachesDownTo(long lowest) {
        return complete || (size > 0 && ids[0] <= lowest);
    }

    /** The posts from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    Cursor up(long lowest) {
        return new Up(ids, countUpTo(lowest - 2), size);
    }

    /** A run upwards. */
    private static final class Up extends Cursor {
        private final long[] ids;
        private final int size;
        private int at;

        Up(long[] ids, int from, int size) {
            this.ids = ids;
            this.size = size;
            this.at = from;
            head = at < size ? turned(ids[at]) : END;
        }

        @Override
        void advance() {
            head = ++at < size ? turned(ids[at]) : END;
        }
    }

    long id(int index) {
        return ids[index];
    }

    /** How many ids are at most {@code highest}. */
    int countUpTo(long highest) {
        if (size == 0 || ids[size - 1] <= highest) {
            return size;
        }
        int at = Arrays.binarySearch(ids, 0, size, highest);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
