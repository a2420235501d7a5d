package dev.roost.runtime;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory whose commits wait until they are let through, and can be made to fail. */
final class HeldStore implements StateStore {
    private final MemoryStore rows = new MemoryStore();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger commits = new AtomicInteger();

    /** Returns once a commit is under way that has not been waited for. */
    void awaitCommit() {
        begun.acquireUninterruptibly();
    }

    void let(int more) {
        allowed.release(more);
    }

    /** The disk refuses from now on. */
    void breakDown() {
        broken.set(true);
    }

    /** Commits that were made. */
    int commits() {
        return commits.get();
    }

    @Override
    public void commit(Consumer<StateWriter> writing) throws IOException {
        begun.release();
        allowed.acquireUninterruptibly();
        if (broken.get()) {
            throw new IOException("no space left");
        }
        rows.commit(writing);
        commits.incrementAndGet();
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
