package dev.roost.http;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.StateStore;
import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that has no room when it is told so. */
final class FullStore implements StateStore {
    private final MemoryStore rows = new MemoryStore();
    private volatile boolean full;

    void fill() {
        full = true;
    }

    @Override
    public void commit(Consumer<StateWriter> writing) throws IOException {
        StoreFailedException failure = failure();
        if (failure != null) {
            throw failure;
        }
        rows.commit(writing);
    }

    @Override
    public @Nullable StoreFailedException failure() {
        return full ? new StoreFailedException(Fault.DISK_FULL, "cannot write to /srv/secret", "", null) : null;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return rows.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        rows.scan(table, from, to, visitor);
    }

    @Override
    public StateSnapshot snapshot() {
        return rows.snapshot();
    }

    @Override
    public void close() {
        rows.close();
    }
}
