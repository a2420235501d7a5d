package dev.roost.store.rocksdb;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.core.Table.Family;
import dev.roost.runtime.StateStore;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Log and state in one RocksDB on the local disk: a column family per {@link Family}, in which each key starts with its
 * table's tag.
 *
 * <p>A commit is one write batch, synced once. A read that comes while the store is being closed is refused with
 * {@link IllegalStateException}; one under way is waited for. Reads should come from platform threads or be short: a
 * virtual thread holds its carrier during them.
 */
public final class RocksDbStore implements StateStore {
    private final DataDirectory directory;
    private final Natives natives;
    private final RocksDB database;
    private final ColumnFamilyHandle[] families;
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions synced;
    private final CommitBatch batch;
    private final RowReads newest;

    /** Shared by whoever uses the database, exclusive to close it. */
    private final StampedLock use = new StampedLock();

    private final Set<OpenSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean committing = new AtomicBoolean();
    private final Object closing = new Object();
    private volatile boolean closed;

    /** The first failure to commit; whatever comes later is refused with it. */
    private volatile @Nullable IOException failure;

    private RocksDbStore(DataDirectory directory, Natives natives, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.directory = directory;
        this.natives = natives;
        this.database = database;
        this.handles = handles;
        families = families(handles);
        synced = natives.synced();
        batch = new CommitBatch(ids(families));
        newest = new RowReads(database, families, null);
    }

    /** The families' handles by ordinal. The first handle is that of RocksDB's default family, which stays empty. */
    static ColumnFamilyHandle[] families(List<ColumnFamilyHandle> handles) {
        return handles.subList(1, handles.size()).toArray(ColumnFamilyHandle[]::new);
    }

    /** RocksDB's number of each family, by ordinal. */
    static int[] ids(ColumnFamilyHandle[] families) {
        return Arrays.stream(families).mapToInt(ColumnFamilyHandle::getID).toArray();
    }

    /**
     * Opens a data directory, and makes a missing or empty one. One of an older format is brought to this program's
     * first, which takes a while and is said in the log.
     *
     * @param programVersion noted in the directory, for whoever comes to it with an older program
     * @throws UnusableDirectoryException when it cannot be opened as it is
     * @throws IOException when the disk fails
     */
    public static RocksDbStore open(Path directory, RocksDbSettings settings, String programVersion)
            throws IOException {
        return open(DataDirectory.open(directory, programVersion, true), settings, programVersion);
    }

    /**
     * Opens a data directory that must be there, as {@link #open} does.
     *
     * @throws UnusableDirectoryException when it cannot be opened as it is, or there is none
     * @throws IOException when the disk fails
     */
    public static RocksDbStore openExisting(Path directory, RocksDbSettings settings, String programVersion)
            throws IOException {
        return open(DataDirectory.open(directory, programVersion, false), settings, programVersion);
    }

    private static RocksDbStore open(DataDirectory directory, RocksDbSettings settings, String programVersion)
            throws IOException {
        Natives natives = null;
        try {
            NativeLibrary.load(directory.path());
            new Upgrade(directory, settings, programVersion).run();
            natives = new Natives(settings);
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB database =
                    RocksDB.open(natives.database(), directory.store().toString(), descriptors(natives), handles);
            return new RocksDbStore(directory, natives, database, handles);
        } catch (RocksDBException e) {
            throw new UnusableDirectoryException(
                    Reason.DAMAGED,
                    "cannot open the store in " + directory.path() + ": " + e.getMessage()
                            + "; restore the directory from a backup if its disk is sound",
                    closing(directory, natives, e));
        } catch (IOException | RuntimeException | Error e) {
            closing(directory, natives, e);
            throw e;
        }
    }

    private static <T extends Throwable> T closing(DataDirectory directory, @Nullable Natives natives, T reason) {
        try (directory) {
            if (natives != null) {
                natives.close();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    static List<ColumnFamilyDescriptor> descriptors(Natives natives) {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, new ColumnFamilyOptions()));
        for (Family family : Family.values()) {
            byte[] name = family.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            descriptors.add(new ColumnFamilyDescriptor(name, natives.family(family)));
        }
        return descriptors;
    }

    @Override
    public void commit(Consumer<StateWriter> rows) throws IOException {
        if (!committing.compareAndSet(false, true)) {
            throw new IllegalStateException("two commits at once");
        }
        try {
            refuseAfterFailure();
            batch.clear();
            rows.accept(batch);
            if (!batch.isEmpty()) {
                write(batch.encoded());
            }
        } finally {
            committing.set(false);
        }
    }

    private void refuseAfterFailure() throws IOException {
        IOException first = failure;
        if (first != null) {
            throw new IOException("writes stopped when the disk failed: " + first.getMessage(), first);
        }
    }

    private void write(byte[] encoded) throws IOException {
        long stamp = enter();
        try (WriteBatch written = new WriteBatch(encoded)) {
            database.write(synced, written);
        } catch (RocksDBException e) {
            IOException stopping = Failures.of("cannot write to " + directory.path(), e);
            failure = stopping;
            throw stopping;
        } finally {
            use.unlockRead(stamp);
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        long stamp = enter();
        try {
            return newest.get(table, key);
        } finally {
            use.unlockRead(stamp);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        long stamp = enter();
        try {
            newest.scan(table, from, to, visitor);
        } finally {
            use.unlockRead(stamp);
        }
    }

    @Override
    public void scanEach(Table table, byte[][] prefixes, PrefixVisitor visitor) {
        long stamp = enter();
        try {
            newest.scanEach(table, prefixes, visitor);
        } finally {
            use.unlockRead(stamp);
        }
    }

    @Override
    public StateSnapshot snapshot() {
        long stamp = enter();
        try {
            OpenSnapshot snapshot = new OpenSnapshot(database.getSnapshot());
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            use.unlockRead(stamp);
        }
    }

    /** Joins the users of the database, unless it is being closed. */
    private long enter() {
        long stamp = join();
        if (closed) {
            use.unlockRead(stamp);
            throw new IllegalStateException("the store is closed");
        }
        return stamp;
    }

    /** Never queues behind a close that waits, so that a read within a read cannot deadlock with it. */
    private long join() {
        long stamp = use.tryReadLock();
        while (stamp == 0) {
            Thread.onSpinWait();
            stamp = use.tryReadLock();
        }
        return stamp;
    }

    /** Waits for reads and a commit under way, then frees everything; snapshots that are still open end with it. */
    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
        }
        long stamp = use.writeLock();
        try (directory;
                natives;
                database) {
            snapshots.forEach(OpenSnapshot::free);
            snapshots.clear();
            flush();
            newest.close();
            handles.forEach(ColumnFamilyHandle::close);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + directory.path(), e);
        } finally {
            use.unlockWrite(stamp);
        }
    }

    /** Puts rows from the write-ahead files into tables, so that the next start has nothing to read again. */
    private void flush() {
        if (failure != null) {
            return;
        }
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            database.flush(options, handles);
        } catch (RocksDBException e) {
            // The rows are in the write-ahead files, synced; the next start reads them there.
            failure = Failures.of("cannot flush", e);
        }
    }

    private final class OpenSnapshot implements StateSnapshot {
        private final Snapshot snapshot;
        private final RowReads reads;
        private final AtomicBoolean freed = new AtomicBoolean();

        OpenSnapshot(Snapshot snapshot) {
            this.snapshot = snapshot;
            reads = new RowReads(database, families, snapshot);
        }

        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            return reading(() -> reads.get(table, key));
        }

        @Override
        public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
            reading(() -> {
                reads.scan(table, from, to, visitor);
                return null;
            });
        }

        @Override
        public void scanEach(Table table, byte[][] prefixes, PrefixVisitor visitor) {
            reading(() -> {
                reads.scanEach(table, prefixes, visitor);
                return null;
            });
        }

        private <T extends @Nullable Object> T reading(Supplier<T> read) {
            long stamp = enter();
            try {
                if (freed.get()) {
                    throw new IllegalStateException("the snapshot is closed");
                }
                return read.get();
            } finally {
                use.unlockRead(stamp);
            }
        }

        /** Not while another thread reads it. */
        @Override
        public void close() {
            long stamp = join();
            try {
                if (snapshots.remove(this)) {
                    free();
                }
            } finally {
                use.unlockRead(stamp);
            }
        }

        void free() {
            if (freed.compareAndSet(false, true)) {
                reads.close();
                database.releaseSnapshot(snapshot);
            }
        }
    }
}
