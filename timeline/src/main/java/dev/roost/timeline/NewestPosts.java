package dev.roost.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The newest post of each author, of those that were published since the start and can be on home timelines; removed
 * ones count. The publisher writes, any thread reads: who has seen a publication sees what it published.
 *
 * <p>Memory: 8 bytes an account, up to the highest number that has posted, and as much again for room.
 */
final class NewestPosts {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private volatile long[] byAuthor = new long[1024];

    /** Publisher only. */
    void add(int author, long id) {
        long[] newest = byAuthor;
        if (author >= newest.length) {
            newest = Arrays.copyOf(newest, Math.max(author + 1, newest.length * 2));
            byAuthor = newest;
        }
        LONGS.setOpaque(newest, author, id);
    }

    /** The highest id of a post by any of these authors; 0 if none has posted since the start. */
    long of(int[] authors) {
        long[] newest = byAuthor;
        long highest = 0;
        for (int author : authors) {
            long id = author < newest.length ? (long) LONGS.getOpaque(newest, author) : 0;
            highest = Math.max(highest, id);
        }
        return highest;
    }
}
