package dev.roost.bench.pages;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.runtime.StateStore;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that outlives the node that uses it. */
record KeptOpen(StateStore store) implements StateStore {
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
        store.scan(table, from, to, visitor);
    }

    @Override
    public StateSnapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public void close() {
        // The owner closes it.
    }
}
