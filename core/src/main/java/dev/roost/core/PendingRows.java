package dev.roost.core;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a commit in the making, over what is committed: reads see the changes, the store does not yet.
 *
 * <p>One thread. A read costs a look into the commit's rows more than a read of the store; a commit has tens to
 * thousands of rows.
 */
@SuppressWarnings("ReferenceEquality") // one array stands for "deleted"
public final class PendingRows implements StateReader, StateWriter {
    /** Stands for a row that is to be deleted. */
    private static final byte[] DELETED = new byte[0];

    private final StateReader committed;
    private final Map<Table, NavigableMap<byte[], byte[]>> changes = new EnumMap<>(Table.class);
    private int size;
    private long modifications;

    /** Nothing changed yet. */
    public PendingRows(StateReader committed) {
        this.committed = committed;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        NavigableMap<byte[], byte[]> rows = changes.get(table);
        byte[] pending = rows == null ? null : rows.get(key);
        if (pending == null) {
            return committed.get(table, key);
        }
        return pending == DELETED ? null : pending;
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        NavigableMap<byte[], byte[]> rows = changes.get(table);
        if (rows == null || rows.isEmpty()) {
            committed.scan(table, from, to, visitor);
            return;
        }
        NavigableMap<byte[], byte[]> part = part(rows, from, to);
        // A visitor may change rows while it scans, so the pending part is copied; it is small.
        Merge merge = new Merge(new TreeMap<>(part).entrySet().iterator(), visitor);
        committed.scan(table, from, to, merge);
        merge.finish();
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        change(table, key, value.length == 0 ? new byte[0] : value);
    }

    @Override
    public void delete(Table table, byte[] key) {
        change(table, key, DELETED);
    }

    /** How many rows change. */
    public int size() {
        return size;
    }

    /** Puts and deletes so far; tells whether a command has changed anything. */
    long modifications() {
        return modifications;
    }

    /** Hands all changes over, table by table in the order of the keys. */
    public void writeTo(StateWriter out) {
        changes.forEach((table, rows) -> rows.forEach((key, value) -> {
            if (value == DELETED) {
                out.delete(table, key);
            } else {
                out.put(table, key, value);
            }
        }));
    }

    private static NavigableMap<byte[], byte[]> part(
            NavigableMap<byte[], byte[]> rows, byte[] from, byte @Nullable [] to) {
        if (to == null) {
            return rows.tailMap(from, true);
        }
        boolean empty = Arrays.compareUnsigned(from, to) >= 0;
        return rows.subMap(from, true, empty ? from : to, false);
    }

    private void change(Table table, byte[] key, byte[] value) {
        modifications++;
        NavigableMap<byte[], byte[]> rows = changes.computeIfAbsent(table, t -> new TreeMap<>(Arrays::compareUnsigned));
        if (rows.put(key, value) == null) {
            size++;
        }
    }

    /** Puts the pending rows between the committed ones, and in their place where both have one. */
    private static final class Merge implements RowVisitor {
        private final Iterator<Map.Entry<byte[], byte[]>> pending;
        private final RowVisitor visitor;
        private Map.@Nullable Entry<byte[], byte[]> next;
        private boolean going = true;

        Merge(Iterator<Map.Entry<byte[], byte[]>> pending, RowVisitor visitor) {
            this.pending = pending;
            this.visitor = visitor;
            advance();
        }

        @Override
        public boolean row(byte[] key, byte[] value) {
            Map.Entry<byte[], byte[]> head = next;
            while (going && head != null) {
                int order = Arrays.compareUnsigned(head.getKey(), key);
                if (order > 0) {
                    break;
                }
                show(head);
                advance();
                if (order == 0) {
                    return going;
                }
                head = next;
            }
            going = going && visitor.row(key, value);
            return going;
        }

        void finish() {
            for (Map.Entry<byte[], byte[]> head = next; going && head != null; head = next) {
                show(head);
                advance();
            }
        }

        private void show(Map.Entry<byte[], byte[]> row) {
            if (row.getValue() != DELETED) {
                going = visitor.row(row.getKey(), row.getValue());
            }
        }

        private void advance() {
            next = pending.hasNext() ? pending.next() : null;
        }
    }
}
