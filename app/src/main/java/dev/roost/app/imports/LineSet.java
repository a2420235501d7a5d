package dev.roost.app.imports;

import java.util.Arrays;

/** Numbers of lines, as ranges; added in ascending order. One thread. */
final class LineSet {
    /** Each range's first line, and the line behind its last. */
    private long[] bounds = new long[16];

    private int used;
    private long count;

    /** Adds a line behind all that are in it. */
    void add(long line) {
        count++;
        if (used > 0 && bounds[used - 1] == line) {
            bounds[used - 1] = line + 1;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        bounds[used++] = line;
        bounds[used++] = line + 1;
    }

    boolean contains(long line) {
        int place = Arrays.binarySearch(bounds, 0, used, line);
        // At a bound: a range begins there, or has ended. Between two: in a range behind an odd number of them.
        return place >= 0 ? place % 2 == 0 : (-place - 1) % 2 == 1;
    }

    /** How many lines there are. */
    long count() {
        return count;
    }
}
