package dev.roost.runtime;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store in memory whose commits wait until they are let through, and that can be made to fail. */
final class HeldStore implements StateStore {
    private final MemoryStore rows = new MemoryStore();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger recoveries = new AtomicInteger();

    private volatile @Nullable Failing failing;
    private volatile @Nullable StoreFailedException failure;
    private volatile @Nullable Consumer<StateWriter> hidden;
    private volatile @Nullable Supplier<? extends Throwable> applyingFails;

    /** What becomes of the rows of a commit that fails. */
    enum Rows {
        GONE,
        /** There, and seen at once. */
        THERE,
        /** On disk, and seen when the store has been opened anew. */
        HIDDEN
    }

    /** How commits fail. */
    record Failing(Supplier<? extends Throwable> with, Rows rows, boolean onlyTheMark) {}

    /** Returns once a commit is under way that has not been waited for. */
    void awaitCommit() {
        begun.acquireUninterruptibly();
    }

    void let(int more) {
        allowed.release(more);
    }

    /** The disk refuses from now on. */
    void breakDown() {
        fail(() -> new IOException("no space left"), Rows.GONE);
    }

    void fail(Supplier<? extends Throwable> with, Rows rowsOfFailed) {
        failing = new Failing(with, rowsOfFailed, false);
    }

    /** The commit works, and what was answered cannot be noted. */
    void failMark(Supplier<? extends Throwable> with) {
        failing = new Failing(with, Rows.THERE, true);
    }

    /** Reads of the applying thread fail. */
    void failApplying(Supplier<? extends Throwable> with) {
        applyingFails = with;
    }

    /** Only reads are possible, as on a disk that is full when it is opened. */
    void openForReading(StoreFailedException why) {
        failing = new Failing(() -> why, Rows.GONE, false);
        failure = why;
    }

    /** Whatever is asked for works again, after a recovery. */
    void mend() {
        failing = null;
        applyingFails = null;
    }

    /** Commits that were made. */
    int commits() {
        return commits.get();
    }

    int recoveries() {
        return recoveries.get();
    }

    @Override
    public void commit(Consumer<StateWriter> writing) throws IOException {
        begun.release();
        allowed.acquireUninterruptibly();
        Failing how = failing;
        if (how != null && !how.onlyTheMark) {
            if (how.rows == Rows.THERE) {
                rows.commit(writing);
            } else if (how.rows == Rows.HIDDEN) {
                hidden = writing;
            }
            raise(how.with);
        }
        rows.commit(writing);
        commits.incrementAndGet();
    }

    @Override
    public void answered(long offset) throws IOException {
        Failing how = failing;
        if (how != null && how.onlyTheMark) {
            raise(how.with);
        }
    }

    private void raise(Supplier<? extends Throwable> with) throws IOException {
        Throwable thrown = with.get();
        if (thrown instanceof StoreFailedException store) {
            failure = store;
        }
        switch (thrown) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(thrown);
        }
    }

    @Override
    public @Nullable StoreFailedException failure() {
        return failure;
    }

    @Override
    public void recover() throws IOException {
        recoveries.incrementAndGet();
        StoreFailedException known = failure;
        if (failing != null && known != null) {
            throw known;
        }
        Consumer<StateWriter> found = hidden;
        if (found != null) {
            rows.commit(found);
            hidden = null;
        }
        failure = null;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        Supplier<? extends Throwable> with = applyingFails;
        if (with != null && Thread.currentThread().getName().equals("roost-apply")) {
            switch (with.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalArgumentException();
            }
        }
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
