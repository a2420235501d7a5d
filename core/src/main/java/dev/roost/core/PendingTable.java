package dev.roost.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changed rows of one table: a hash table, and beside it an order that is made when a range is asked for the first
 * time. Most tables of a commit are never asked for one.
 *
 * <p>One thread changes and scans. A get and a put cost a probe or two; a range costs a copy of its rows, and the first
 * one a sort of all.
 */
final class PendingTable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int CAPACITY_MIN = 16;

    /** A row that was changed. */
    static final class Row implements Comparable<Row> {
        final byte[] key;
        /** The key's first eight bytes, with zeros where it is shorter: orders and tells apart most keys. */
        private final long prefix;

        private final int hash;
        byte[] value;

        Row(byte[] key, long prefix, int hash, byte[] value) {
            this.key = key;
            this.prefix = prefix;
            this.hash = hash;
            this.value = value;
        }

        long prefix() {
            return prefix;
        }

        private boolean hasKey(byte[] other, long otherPrefix) {
            return prefix == otherPrefix
                    && key.length == other.length
                    && (key.length <= Long.BYTES || Arrays.equals(key, other));
        }

        @Override
        public int compareTo(Row other) {
            int order = Long.compareUnsigned(prefix, other.prefix);
            return order != 0 ? order : Arrays.compareUnsigned(key, other.key);
        }
    }

    /** Open addressing with linear probing; at most half full. */
    private @Nullable Row[] slots = new Row[CAPACITY_MIN];

    /** The same rows as they came. */
    private Row[] rows = new Row[CAPACITY_MIN];

    private int size;

    /** The same rows in order, once a range was asked for. */
    private @Nullable TreeSet<Row> ordered;

    /** The value under a key, or null where it was not changed. */
    byte @Nullable [] get(byte[] key) {
        long prefix = prefix(key);
        Row row = slots[place(key, prefix, hash(key, prefix))];
        return row == null ? null : row.value;
    }

    /** Changes a row; true if it was not changed before. */
    boolean put(byte[] key, byte[] value) {
        long prefix = prefix(key);
        int hash = hash(key, prefix);
        int place = place(key, prefix, hash);
        Row known = slots[place];
        if (known != null) {
            known.value = value;
            return false;
        }
        Row row = new Row(key, prefix, hash, value);
        slots[place] = row;
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        rows[size++] = row;
        if (size * 2 > slots.length) {
            grow();
        }
        if (ordered != null) {
            ordered.add(row);
        }
        return true;
    }

    /** How many rows were changed. */
    int size() {
        return size;
    }

    /** All rows as they came; changes nothing here. */
    void forEach(Consumer<Row> visitor) {
        for (int i = 0; i < size; i++) {
            visitor.accept(rows[i]);
        }
    }

    /** All rows in the order of their keys. Changes nothing here, so that it may run beside gets and ranges. */
    Row[] inOrder() {
        Row[] sorted = Arrays.copyOf(rows, size);
        RowOrder.sort(sorted);
        return sorted;
    }

    /**
     * Copies of the rows of a range, in order, as they are now.
     *
     * @param from first key, inclusive
     * @param to last key, exclusive; null for the end
     */
    Row[] range(byte[] from, byte @Nullable [] to) {
        if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
            return new Row[0];
        }
        TreeSet<Row> all = ordered;
        if (all == null) {
            all = new TreeSet<>(Arrays.asList(inOrder()));
            ordered = all;
        }
        Collection<Row> part = to == null ? all.tailSet(bound(from), true) : all.subSet(bound(from), bound(to));
        return part.stream()
                .map(row -> new Row(row.key, row.prefix, row.hash, row.value))
                .toArray(Row[]::new);
    }

    private static Row bound(byte[] key) {
        return new Row(key, prefix(key), 0, Keys.NONE);
    }

    /** Where the key's row is, or belongs. */
    private int place(byte[] key, long prefix, int hash) {
        int mask = slots.length - 1;
        int place = hash & mask;
        for (Row row = slots[place]; row != null && !row.hasKey(key, prefix); row = slots[place]) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        @Nullable Row[] larger = new Row[slots.length * 2];
        int mask = larger.length - 1;
        for (int i = 0; i < size; i++) {
            int place = rows[i].hash & mask;
            while (larger[place] != null) {
                place = (place + 1) & mask;
            }
            larger[place] = rows[i];
        }
        slots = larger;
    }

    private static long prefix(byte[] key) {
        if (key.length >= Long.BYTES) {
            return (long) LONGS.get(key, 0);
        }
        long prefix = 0;
        for (int i = 0; i < key.length; i++) {
            prefix |= (key[i] & 0xFFL) << (56 - 8 * i);
        }
        return prefix;
    }

    /** The low bits depend on every bit of the key. */
    private static int hash(byte[] key, long prefix) {
        long hash = mixed(prefix + key.length);
        for (int at = Long.BYTES; at < key.length; at += Long.BYTES) {
            // The last eight bytes may overlap those before.
            hash = mixed(hash ^ (long) LONGS.get(key, Math.min(at, key.length - Long.BYTES)));
        }
        return (int) hash;
    }

    /** The finisher of SplitMix64. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
