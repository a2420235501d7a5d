package dev.roost.core;

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
     * Visits the rows under each of several prefixes, prefix after prefix, in ascending order of their keys, until the
     * visitor has had enough of that prefix. The prefixes are of one length; that they ascend helps the store.
     */
    default void scanEach(Table table, byte[][] prefixes, PrefixVisitor visitor) {
        for (int i = 0; i < prefixes.length; i++) {
            int index = i;
            scan(table, prefixes[i], Keys.after(prefixes[i]), (key, value) -> visitor.row(index, key, value));
        }
    }

    /** Sees the rows of a scan of prefixes. */
    @FunctionalInterface
    interface PrefixVisitor {
        /**
         * One row; the arrays are the visitor's to keep.
         *
         * @param prefix which of the prefixes, from 0
         * @return whether to go on with this prefix
         */
        boolean row(int prefix, byte[] key, byte[] value);
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
