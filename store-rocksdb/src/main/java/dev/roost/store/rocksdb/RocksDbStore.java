package dev.roost.store.rocksdb;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.core.Table.Family;
import dev.roost.runtime.StateStore;
import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import dev.roost.store.rocksdb.StoreOpening.Opened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log and state in one RocksDB on the local disk: a column family per {@link Family}, in which each key starts with its
 * table's tag.
 *
 * <p>A commit is one write batch, synced once. A read that comes while the store is being closed is refused with
 * {@link IllegalStateException}; one under way is waited for. Reads should come from platform threads or be short: a
 * virtual thread holds its carrier during them.
 */
public final class RocksDbStore implements StateStore {
    private static final Logger LOG = LoggerFactory.getLogger(RocksDbStore.class);

    private final DataDirectory directory;
    private final RocksDbSettings settings;

    /** Who uses the files, and how they are changed for others. */
    private final UseGate use = new UseGate();

    private final Set<OpenSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean committing = new AtomicBoolean();
    private final Object closing = new Object();
    private volatile boolean closed;

    /** Null while the files cannot even be read. Changed while nobody uses it. */
    private volatile @Nullable OpenDatabase open;

    /** Why no commit is taken; null if commits are taken. */
    private volatile @Nullable StoreFailedException failure;

    // The committing thread's.
    private @Nullable AnsweredMark mark;
    private final CommitBatch batch;

    private RocksDbStore(DataDirectory directory, RocksDbSettings settings, Opened opened) {
        this.directory = directory;
        this.settings = settings;
        open = opened.database();
        mark = opened.mark();
        failure = opened.failure();
        batch = new CommitBatch(opened.database().familyIds());
    }

    /**
     * Opens a data directory, and makes a missing or empty one. One of an older format is brought to this program's
     * first, which takes a while and is said in the log. On a disk that is full, and wherever else only writing is not
     * possible, it is open for reads: {@link #failure} says so.
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
        try {
            NativeLibrary.load(directory.path());
            if (!directory.isFresh()) {
                new Upgrade(directory, settings, programVersion).run();
            }
            Opened opened = StoreOpening.open(directory, settings, false);
            if (opened.failure() != null) {
                LOG.warn("only reads are served: {}", opened.failure().getMessage());
            }
            return new RocksDbStore(directory, settings, opened);
        } catch (StoreFailedException e) {
            giveUp(directory, e);
            throw UnusableDirectoryException.of(e);
        } catch (IOException | RuntimeException | Error e) {
            giveUp(directory, e);
            throw e;
        }
    }

    private static void giveUp(DataDirectory directory, Throwable reason) {
        try {
            directory.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void commit(Consumer<StateWriter> rows) throws IOException {
        claimCommits();
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

    private void claimCommits() {
        if (!committing.compareAndSet(false, true)) {
            throw new IllegalStateException("two commits at once");
        }
    }

    private void refuseAfterFailure() throws StoreFailedException {
        StoreFailedException first = failure;
        if (first != null) {
            throw first;
        }
    }

    private void write(byte[] encoded) throws StoreFailedException {
        long stamp = enter();
        try {
            OpenDatabase database = opened();
            database.write(encoded);
            if (database.lacksRoomForTables()) {
                // This commit is there. The next one is refused, before rows pile up in memory.
                failure = new StoreFailedException(
                        Fault.DISK_FULL, "cannot write to " + directory.path(), "a table could not be written", null);
            }
        } catch (RocksDBException e) {
            throw failed(Failures.of("cannot write to " + directory.path(), e));
        } finally {
            use.leave(stamp);
        }
    }

    private StoreFailedException failed(StoreFailedException e) {
        failure = e;
        return e;
    }

    @Override
    public void answered(long offset) throws IOException {
        AnsweredMark marked = mark;
        if (marked == null) {
            throw new IllegalStateException("nothing is committed while only reads are served");
        }
        try {
            marked.answered(offset);
        } catch (IOException e) {
            throw failed(Failures.of("cannot write to " + directory.path(), e));
        }
    }

    @Override
    public @Nullable StoreFailedException failure() {
        return failure;
    }

    @Override
    public void recover() throws IOException {
        claimCommits();
        try {
            StoreFailedException before = failure;
            if (before == null) {
                return;
            }
            if (!before.fault().isPassing()) {
                throw before;
            }
            DiskRoom.require(directory, settings);
            LOG.info("opening the store in {} anew, after: {}", directory.path(), before.finding());
            long stamp = use.alone(snapshots::isEmpty);
            try {
                reopen();
            } finally {
                use.openAgain(stamp);
            }
            refuseAfterFailure();
        } finally {
            committing.set(false);
        }
    }

    /** Nobody uses the files meanwhile. */
    private void reopen() throws StoreFailedException {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        release();
        try {
            Opened opened = StoreOpening.open(directory, settings, true);
            open = opened.database();
            mark = opened.mark();
            failure = opened.failure();
        } catch (StoreFailedException e) {
            throw failed(e);
        }
    }

    /** Closes the files as they are. Nobody uses them meanwhile. */
    private void release() {
        snapshots.forEach(OpenSnapshot::free);
        snapshots.clear();
        OpenDatabase database = open;
        AnsweredMark marked = mark;
        open = null;
        mark = null;
        try {
            if (marked != null) {
                marked.close();
            }
        } catch (IOException e) {
            LOG.debug("the mark could not be closed: {}", e.getMessage());
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    @Override
    public Inspection inspect(Consumer<String> lines) throws IOException {
        return new StoreInspection(directory.store(), lines).run(this::liveTables);
    }

    /** The tables that the store consists of now. */
    private List<LiveFileMetaData> liveTables() {
        long stamp = enter();
        try {
            return opened().database().getLiveFilesMetaData();
        } finally {
            use.leave(stamp);
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        long stamp = enter();
        try {
            return opened().newest().get(table, key);
        } finally {
            use.leave(stamp);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        long stamp = enter();
        try {
            opened().newest().scan(table, from, to, visitor);
        } finally {
            use.leave(stamp);
        }
    }

    @Override
    public void scanEach(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        long stamp = enter();
        try {
            opened().newest().scanEach(table, prefixBytes, from, visitor);
        } finally {
            use.leave(stamp);
        }
    }

    @Override
    public void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        long stamp = enter();
        try {
            opened().newest().scanEachDown(table, prefixBytes, from, visitor);
        } finally {
            use.leave(stamp);
        }
    }

    @Override
    public StateSnapshot snapshot() {
        long stamp = enter();
        try {
            OpenSnapshot snapshot = new OpenSnapshot(opened());
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            use.leave(stamp);
        }
    }

    /** Joins those who use the files, unless they are being closed for good. */
    private long enter() {
        return unlessClosed(use.join());
    }

    private long unlessClosed(long stamp) {
        if (closed) {
            use.leave(stamp);
            throw new IllegalStateException("the store is closed");
        }
        return stamp;
    }

    /** The files; whoever calls has joined those who use them. */
    private OpenDatabase opened() {
        OpenDatabase now = open;
        if (now != null) {
            return now;
        }
        StoreFailedException why = failure;
        throw new UncheckedIOException(
                why != null
                        ? why
                        : new StoreFailedException(Fault.UNKNOWN, "cannot read " + directory.path(), "", null));
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
        long stamp = use.alone(() -> true);
        try (directory) {
            flush();
            release();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up " + directory.path(), e);
        } finally {
            use.openAgain(stamp);
        }
    }

    /** Puts rows from the write-ahead files into tables, so that the next start has nothing to read again. */
    private void flush() {
        OpenDatabase database = open;
        AnsweredMark marked = mark;
        if (failure != null || database == null || marked == null) {
            return;
        }
        try {
            database.flush();
            marked.atRest();
        } catch (RocksDBException | IOException e) {
            // The rows are in the write-ahead files, synced; the next start reads them there.
            LOG.warn("the next start reads the write-ahead files: {}", e.getMessage());
        }
    }

    private final class OpenSnapshot implements StateSnapshot {
        private final OpenDatabase of;
        private final Snapshot snapshot;
        private final RowReads reads;
        private final AtomicBoolean freed = new AtomicBoolean();

        OpenSnapshot(OpenDatabase of) {
            this.of = of;
            snapshot = of.database().getSnapshot();
            reads = of.asOf(snapshot);
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
        public void scanEach(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
            reading(() -> {
                reads.scanEach(table, prefixBytes, from, visitor);
                return null;
            });
        }

        @Override
        public void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
            reading(() -> {
                reads.scanEachDown(table, prefixBytes, from, visitor);
                return null;
            });
        }

        private <T extends @Nullable Object> T reading(Supplier<T> read) {
            long stamp = unlessClosed(use.joinAtOnce());
            try {
                if (freed.get()) {
                    throw new IllegalStateException("the snapshot is closed");
                }
                return read.get();
            } finally {
                use.leave(stamp);
            }
        }

        /** Not while another thread reads it. */
        @Override
        public void close() {
            long stamp = use.joinAtOnce();
            try {
                if (snapshots.remove(this)) {
                    free();
                }
            } finally {
                use.leave(stamp);
            }
        }

        void free() {
            if (freed.compareAndSet(false, true)) {
                reads.close();
                of.database().releaseSnapshot(snapshot);
            }
        }
    }
}
