package dev.roost.store.rocksdb;

import dev.roost.core.Commit;
import dev.roost.core.StateReader;
import dev.roost.core.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A store that nobody is served from: one that is read and left as it is, or one that is filled from nothing and is of
 * use only when it is finished. One thread.
 */
final class BareStore implements StateReader, AutoCloseable {
    private final Path files;
    private final Natives natives;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final RowReads reads;
    private final CommitBatch batch;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    private BareStore(Path files, Natives natives, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.files = files;
        this.natives = natives;
        this.database = database;
        this.handles = handles;
        ColumnFamilyHandle[] families = families(handles);
        reads = new RowReads(database, families, null);
        batch = new CommitBatch(ids(families));
    }

    /** The families' handles by ordinal. The first handle is that of RocksDB's default family, which stays empty. */
    private static ColumnFamilyHandle[] families(List<ColumnFamilyHandle> handles) {
        return handles.subList(1, handles.size()).toArray(ColumnFamilyHandle[]::new);
    }

    /** RocksDB's number of each family, by ordinal. */
    private static int[] ids(ColumnFamilyHandle[] families) {
        return Arrays.stream(families).mapToInt(ColumnFamilyHandle::getID).toArray();
    }

    private interface Opening {
        RocksDB open(DBOptions options, String files, Natives natives, List<ColumnFamilyHandle> handles)
                throws RocksDBException;
    }

    /** Opens a store to read what is in it, write-ahead files and all; changes no file. */
    static BareStore toRead(Path files, RocksDbSettings settings) throws IOException {
        return open(
                files,
                settings,
                (options, path, natives, handles) ->
                        RocksDB.openReadOnly(options, path, OpenDatabase.descriptors(natives), handles));
    }

    /** Makes one where there is none. Its rows go into no write-ahead file, so there is none to write over. */
    static BareStore toFill(Path files, RocksDbSettings settings) throws IOException {
        return open(
                files,
                settings,
                (options, path, natives, handles) -> RocksDB.open(
                        options.setRecycleLogFileNum(0), path, OpenDatabase.descriptors(natives), handles));
    }

    private static BareStore open(Path files, RocksDbSettings settings, Opening opening) throws IOException {
        Natives natives = new Natives(settings);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database = opening.open(natives.database(), files.toString(), natives, handles);
            return new BareStore(files, natives, database, handles);
        } catch (RocksDBException e) {
            natives.close();
            throw Failures.of("cannot open the store in " + files, e);
        }
    }

    /** Adds a commit, which is on disk only once it is finished. */
    void commit(Commit commit) throws IOException {
        batch.clear();
        commit.writeTo(batch);
        try (WriteBatch written = new WriteBatch(batch.encoded())) {
            database.write(unlogged, written);
        } catch (RocksDBException e) {
            throw Failures.of("cannot write to " + files, e);
        }
    }

    /** Puts everything on disk. */
    void finish() throws IOException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            database.flush(options, handles);
        } catch (RocksDBException e) {
            throw Failures.of("cannot write to " + files, e);
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return reads.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        reads.scan(table, from, to, visitor);
    }

    @Override
    public void close() {
        reads.close();
        unlogged.close();
        handles.forEach(ColumnFamilyHandle::close);
        database.close();
        natives.close();
    }
}
