package dev.roost.store.rocksdb;

import dev.roost.core.Table.Family;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One opening of RocksDB's files, for reading or for writing. Closed once nobody uses it any more. */
final class OpenDatabase implements AutoCloseable {
    /** The one row of RocksDB's default family. */
    private static final byte[] MARK_NOTE = "answers are marked".getBytes(StandardCharsets.US_ASCII);

    private final Natives natives;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final ColumnFamilyHandle[] families;
    private final Mode mode;
    private final RowReads newest;
    private final WriteOptions synced;

    /** What the files are opened for. */
    enum Mode {
        /** Nothing is written, not even to make good what a crash has left. */
        READ,
        /** For commits. */
        WRITE,
        /** For commits, where there are no files yet. */
        CREATE
    }

    private OpenDatabase(Natives natives, RocksDB database, List<ColumnFamilyHandle> handles, Mode mode) {
        this.natives = natives;
        this.database = database;
        this.handles = handles;
        this.mode = mode;
        families = new ColumnFamilyHandle[Family.values().length];
        for (Family family : Family.values()) {
            // The first handle is that of RocksDB's default family, which has only a note (#noteMark).
            families[family.ordinal()] = handles.get(1 + family.ordinal());
        }
        synced = natives.synced();
        newest = new RowReads(database, families, null);
    }

    static OpenDatabase open(Path store, RocksDbSettings settings, Mode mode) throws RocksDBException {
        Natives natives = new Natives(settings);
        try {
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            DBOptions options = natives.database().setCreateIfMissing(mode == Mode.CREATE);
            RocksDB database = mode == Mode.READ
                    ? RocksDB.openReadOnly(options, store.toString(), descriptors(natives), handles)
                    : RocksDB.open(options, store.toString(), descriptors(natives), handles);
            return new OpenDatabase(natives, database, handles, mode);
        } catch (RocksDBException | RuntimeException | Error e) {
            natives.close();
            throw e;
        }
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

    boolean isWritable() {
        return mode != Mode.READ;
    }

    /** RocksDB's number of each family, by ordinal. */
    int[] familyIds() {
        int[] ids = new int[families.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = families[i].getID();
        }
        return ids;
    }

    RocksDB database() {
        return database;
    }

    ColumnFamilyHandle family(Family family) {
        return families[family.ordinal()];
    }

    /** Of the newest rows. */
    RowReads newest() {
        return newest;
    }

    /** Of the rows as of now. */
    RowReads asOf(org.rocksdb.@Nullable Snapshot snapshot) {
        return new RowReads(database, families, snapshot);
    }

    /** Whether {@link #noteMark} was ever called on these files. */
    boolean hasNoteOfMark() throws RocksDBException {
        return database.get(handles.getFirst(), MARK_NOTE) != null;
    }

    /** Notes in the files that there is an {@link AnsweredMark} beside them. */
    void noteMark() throws RocksDBException {
        database.put(handles.getFirst(), synced, MARK_NOTE, new byte[0]);
    }

    /** Writes a batch and syncs it. */
    void write(byte[] encoded) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch(encoded)) {
            database.write(synced, batch);
        }
    }

    /**
     * Whether a table could not be written, though commits still go through: rows would pile up in memory. Costs less
     * than a microsecond. RocksDB goes on so only for want of room; other failures it tells at the next commit.
     */
    boolean lacksRoomForTables() throws RocksDBException {
        return database.getLongProperty("rocksdb.background-errors") > 0;
    }

    /** Puts rows from the write-ahead files into tables, synced, all families at once. */
    void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            database.flush(options, handles);
        }
    }

    @Override
    public void close() {
        try (natives;
                database) {
            newest.close();
            handles.forEach(ColumnFamilyHandle::close);
        }
    }
}
