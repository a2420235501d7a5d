package dev.roost.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a commit in the making, over what is committed: reads see the changes, the store does not yet.
 *
 * <p>One thread; but once no more is changed, {@link #writeTo} may run on another one beside reads. A read costs a look
 * into the commit's rows more than a read of the store; a commit has tens to thousands of rows.
 */
@SuppressWarnings("ReferenceEquality") // one array stands for "deleted"
public final class PendingRows implements StateReader, StateWriter {
    /** Stands for a row that is to be deleted. */
    private static final byte[] DELETED = new byte[0];

    private static final Table[] TABLES = Table.values();

    private final StateReader committed;
    private final @Nullable PendingTable[] changes = new PendingTable[TABLES.length];
    private int size;
    private long modifications;

    /** Nothing changed yet. */
    public PendingRows(StateReader committed) {
        this.committed = committed;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        PendingTable rows = changes[table.ordinal()];
        byte[] pending = rows == null ? null : rows.get(key);
        if (pending == null) {
            return committed.get(table, key);
        }
        return pending == DELETED ? null : pending;
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        PendingTable rows = changes[table.ordinal()];
        if (rows == null) {
            committed.scan(table, from, to, visitor);
            return;
        }
        // A visitor may change rows while it scans: what it sees is as of now.
        Merge merge = new Merge(rows.range(from, to), visitor);
        committed.scan(table, from, to, merge);
        merge.finish();
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        change(table, key, value.length == 0 ? Keys.NONE : value);
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

    /** Whether this commit has put the row, and not deleted it since; does not look at what is committed. */
    boolean isPut(Table table, byte[] key) {
        PendingTable rows = changes[table.ordinal()];
        byte[] pending = rows == null ? null : rows.get(key);
        return pending != null && pending != DELETED;
    }

    /**
     * Whether a table has no row, neither committed nor in this commit; deleting the last one does not count. Costs a
     * scan of one row.
     */
    boolean isEmpty(Table table) {
        if (changes[table.ordinal()] != null) {
            return false;
        }
        boolean[] any = new boolean[1];
        committed.scan(table, Keys.NONE, null, (key, value) -> {
            any[0] = true;
            return false;
        });
        return !any[0];
    }

    /** Hands all changes over, table by table in the order of the keys. */
    public void writeTo(StateWriter out) {
        for (Table table : TABLES) {
            PendingTable rows = changes[table.ordinal()];
            if (rows != null) {
                for (PendingTable.Row row : rows.inOrder()) {
                    tell(table, row, out);
                }
            }
        }
    }

    /** Hands the changes of one table over, in no order. */
    void tellOf(Table table, StateWriter out) {
        PendingTable rows = changes[table.ordinal()];
        if (rows != null) {
            rows.forEach(row -> tell(table, row, out));
        }
    }

    private static void tell(Table table, PendingTable.Row row, StateWriter out) {
        if (row.value == DELETED) {
            out.delete(table, row.key);
        } else {
            out.put(table, row.key, row.value);
        }
    }

    private void change(Table table, byte[] key, byte[] value) {
        modifications++;
        PendingTable rows = changes[table.ordinal()];
        if (rows == null) {
            rows = new PendingTable();
            changes[table.ordinal()] = rows;
        }
        if (rows.put(key, value)) {
            size++;
        }
    }

    /** Puts the pending rows between the committed ones, and in their place where both have one. */
    private static final class Merge implements RowVisitor {
        private final PendingTable.Row[] pending;
        private final RowVisitor visitor;
        private int next;
        private boolean going = true;

        Merge(PendingTable.Row[] pending, RowVisitor visitor) {
            this.pending = pending;
            this.visitor = visitor;
        }

        @Override
        public boolean row(byte[] key, byte[] value) {
            while (going && next < pending.length) {
                int order = Arrays.compareUnsigned(pending[next].key, key);
                if (order > 0) {
                    break;
                }
                show(pending[next++]);
                if (order == 0) {
                    return going;
                }
            }
            going = going && visitor.row(key, value);
            return going;
        }

        void finish() {
            while (going && next < pending.length) {
                show(pending[next++]);
            }
        }

        private void show(PendingTable.Row row) {
            if (row.value != DELETED) {
                going = visitor.row(row.key, row.value);
            }
        }
    }
}
