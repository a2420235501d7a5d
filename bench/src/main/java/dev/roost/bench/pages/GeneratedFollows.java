package dev.roost.bench.pages;

import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.runtime.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store with more follows than it holds: the edges of all readers above a number are drawn when they are scanned.
 * Everything else is the store's.
 */
final class GeneratedFollows implements StateStore {
    private final StateStore store;
    private final FollowShape shape;
    private final int readersAbove;
    private final byte[] edge;

    /** @param edge the row of a follow with usual settings */
    GeneratedFollows(StateStore store, FollowShape shape, int readersAbove, byte[] edge) {
        this.store = store;
        this.shape = shape;
        this.readersAbove = readersAbove;
        this.edge = edge.clone();
    }

    @Override
    public void commit(Consumer<StateWriter> rows) throws IOException {
        store.commit(rows);
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return store.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        scan(store, table, from, to, visitor);
    }

    private void scan(StateReader rows, Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        if (table != Table.FOLLOWEES || from.length != Integer.BYTES) {
            rows.scan(table, from, to, visitor);
            return;
        }
        int reader = ByteBuffer.wrap(from).getInt();
        if (reader <= readersAbove) {
            rows.scan(table, from, to, visitor);
            return;
        }
        for (int followee : shape.followees(reader)) {
            byte[] key = ByteBuffer.allocate(8).putInt(reader).putInt(followee).array();
            if (!visitor.row(key, edge)) {
                return;
            }
        }
    }

    @Override
    public StateSnapshot snapshot() {
        StateSnapshot snapshot = store.snapshot();
        return new StateSnapshot() {
            @Override
            public byte @Nullable [] get(Table table, byte[] key) {
                return snapshot.get(table, key);
            }

            @Override
            public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
                GeneratedFollows.this.scan(snapshot, table, from, to, visitor);
            }

            @Override
            public void close() {
                snapshot.close();
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
