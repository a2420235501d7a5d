package dev.roost.core;

import dev.roost.core.PendingTable.Row;
import java.util.Arrays;

/**
 * Puts rows in the order of their keys. Costs a look where they are in order already, as ids that were just given out
 * are, and otherwise a pass for each byte in which the keys' first eight bytes differ.
 */
final class RowOrder {
    /** Fewer rows are compared with one another instead. */
    private static final int RADIX_ROWS_MIN = 128;

    private static final int VALUES = 256;

    private RowOrder() {}

    static void sort(Row[] rows) {
        if (isSorted(rows)) {
            return;
        }
        if (rows.length < RADIX_ROWS_MIN) {
            Arrays.sort(rows);
            return;
        }
        sortByPrefix(rows);
        sortWithinPrefixes(rows);
    }

    private static boolean isSorted(Row[] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i - 1].compareTo(rows[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    /** From the last byte of the prefixes to the first, keeping the order of equal ones. */
    private static void sortByPrefix(Row[] rows) {
        long[] prefixes = new long[rows.length];
        long different = 0;
        for (int i = 0; i < rows.length; i++) {
            prefixes[i] = rows[i].prefix();
            different |= prefixes[i] ^ prefixes[0];
        }
        int passes = 0;
        Row[] from = rows;
        Row[] to = new Row[rows.length];
        long[] prefixesTo = new long[rows.length];
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            if (((different >>> shift) & 0xFF) != 0) {
                int[] places = places(prefixes, shift);
                for (int i = 0; i < rows.length; i++) {
                    int place = places[(int) ((prefixes[i] >>> shift) & 0xFF)]++;
                    to[place] = from[i];
                    prefixesTo[place] = prefixes[i];
                }
                Row[] sorted = to;
                to = from;
                from = sorted;
                long[] sortedPrefixes = prefixesTo;
                prefixesTo = prefixes;
                prefixes = sortedPrefixes;
                passes++;
            }
        }
        if (passes % 2 == 1) {
            System.arraycopy(from, 0, rows, 0, rows.length);
        }
    }

    /** Where the first prefix with each value of the byte belongs. */
    private static int[] places(long[] prefixes, int shift) {
        int[] counts = new int[VALUES];
        for (long prefix : prefixes) {
            counts[(int) ((prefix >>> shift) & 0xFF)]++;
        }
        int place = 0;
        for (int value = 0; value < VALUES; value++) {
            int count = counts[value];
            counts[value] = place;
            place += count;
        }
        return counts;
    }

    private static void sortWithinPrefixes(Row[] rows) {
        int start = 0;
        for (int i = 1; i <= rows.length; i++) {
            if (i == rows.length || rows[i].prefix() != rows[start].prefix()) {
                if (i - start > 1) {
                    Arrays.sort(rows, start, i);
                }
                start = i;
            }
        }
    }
}
