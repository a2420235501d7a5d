package dev.roost.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The posts removed most lately, in the order of the log, numbered from 0; and among them, with negated ids, those that
 * an edit made mention others than before.
 *
 * <p>The publisher writes, and only while the epoch of {@link Timelines} is odd: what a reader has seen here is right
 * if the epoch was even and stayed the same.
 */
final class Removals {
    /** Removals kept: to look through these costs less than a page does. */
    static final int KEPT = 256;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final long[] ids = new long[KEPT];
    private final int[] authors = new int[KEPT];
    private volatile long count;

    /** Publisher only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void add(long id, int author) {
        int at = (int) (count % KEPT);
        LONGS.setOpaque(ids, at, id);
        INTS.setOpaque(authors, at, author);
        count++;
    }

    /** Removals since the start. */
    long count() {
        return count;
    }

    /** One of the last {@value #KEPT}. */
    long id(long number) {
        return (long) LONGS.getOpaque(ids, (int) (number % KEPT));
    }

    /** Author of one of the last {@value #KEPT}. */
    int author(long number) {
        return (int) INTS.getOpaque(authors, (int) (number % KEPT));
    }
}
