package dev.roost.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ordered rows, as of one moment (a snapshot) or as of now (a store). Keys are compared as unsigned bytes. */
public interface StateReader {
    /** The value under a key, or null. The caller must not change it. */
    byte @Nullable [] get(Table table, byte[] key);

    /**
     * Visits rows in ascending order of their keys until the visitor has had enough.
     *
     * @param from first key, inclusive
     * @param to last key, exclusive; null for the end of the table
     */
    void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor);

    /**
     * Visits the rows from each of several keys on that begin as that key does, in ascending order, until the visitor
     * has had enough of that key. That the keys ascend helps the store.
     *
     * @param prefixBytes how much of each key its rows have in common; no key is shorter
     */
    default void scanEach(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        for (int i = 0; i < from.length; i++) {
            int index = i;
            byte[] end = Keys.after(Arrays.copyOf(from[i], prefixBytes));
            scan(table, from[i], end, (key, value) -> visitor.row(index, key, value));
        }
    }

    /**
     * As {@link #scanEach}, but downwards: from each key, inclusive, to the first row that begins as it does. Stores
     * should do better than this, which reads all of those rows.
     */
    default void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        for (int i = 0; i < from.length; i++) {
            List<byte[][]> rows = new ArrayList<>();
            byte[] end = Arrays.copyOf(from[i], from[i].length + 1);
            scan(table, Arrays.copyOf(from[i], prefixBytes), end, (key, value) -> rows.add(new byte[][] {key, value}));
            boolean more = true;
            for (int at = rows.size() - 1; at >= 0 && more; at--) {
                more = visitor.row(i, rows.get(at)[0], rows.get(at)[1]);
            }
        }
    }

    /** Sees the rows of a scan from several keys. */
    @FunctionalInterface
    interface PrefixVisitor {
        /**
         * One row; the arrays are the visitor's to keep.
         *
         * @param index which of the keys to scan from, counted from 0
         * @return whether to go on with this one
         */
        boolean row(int index, byte[] key, byte[] value);
    }

    /** Sees the rows of a scan. */
    @FunctionalInterface
    interface RowVisitor {
        /**
         * One row; the arrays are the visitor's to keep.
         *
         * @return whether to go on
         */
        boolean row(byte[] key, byte[] value);
    }
}
