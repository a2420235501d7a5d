package dev.roost.store.rocksdb;

import dev.roost.core.StateReader;
import dev.roost.core.Table;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * Reads of an open database, as of now or of a snapshot. Any thread; the caller sees to it that the database stays open
 * meanwhile.
 *
 * <p>A get costs one crossing into native code, a scan a handful and four for each row; a scan from several keys makes
 * do with one iterator.
 */
final class RowReads implements StateReader, AutoCloseable {
    /** Longer keys work too, but cost an array more. */
    private static final int USUAL_KEY_BYTES = 256;

    private final RocksDB database;
    private final ColumnFamilyHandle[] families;
    private final @Nullable Snapshot snapshot;
    private final ReadOptions getOptions;

    RowReads(RocksDB database, ColumnFamilyHandle[] families, @Nullable Snapshot snapshot) {
        this.database = database;
        this.families = families;
        this.snapshot = snapshot;
        getOptions = options();
    }

    private ReadOptions options() {
        ReadOptions options = new ReadOptions();
        return snapshot == null ? options : options.setSnapshot(snapshot);
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        try {
            return database.get(family(table), getOptions, tagged(table, key));
        } catch (RocksDBException e) {
            throw unreadable(table, e);
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        try (Slice end = new Slice(to == null ? new byte[] {(byte) (table.tag() + 1)} : tagged(table, to));
                ReadOptions options = options().setIterateUpperBound(end).setAutoPrefixMode(true);
                RocksIterator rows = database.newIterator(family(table), options)) {
            byte[] scratch = new byte[USUAL_KEY_BYTES];
            rows.seek(tagged(table, from));
            while (rows.isValid()) {
                if (!visitor.row(untaggedKey(rows, scratch), rows.value())) {
                    return;
                }
                rows.next();
            }
            rows.status();
        } catch (RocksDBException e) {
            throw unreadable(table, e);
        }
    }

    @Override
    public void scanEach(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        try (ReadOptions options = prefixOptions(table, prefixBytes);
                RocksIterator rows = database.newIterator(family(table), options)) {
            byte[] scratch = new byte[USUAL_KEY_BYTES];
            for (int i = 0; i < from.length; i++) {
                byte[] start = tagged(table, from[i]);
                rows.seek(start);
                while (rows.isValid() && visit(rows, scratch, start, prefixBytes, i, visitor)) {
                    rows.next();
                }
                rows.status();
            }
        } catch (RocksDBException e) {
            throw unreadable(table, e);
        }
    }

    @Override
    public void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        // Filters by prefix are for the way up.
        try (ReadOptions options = options().setTotalOrderSeek(true);
                RocksIterator rows = database.newIterator(family(table), options)) {
            byte[] scratch = new byte[USUAL_KEY_BYTES];
            for (int i = 0; i < from.length; i++) {
                byte[] start = tagged(table, from[i]);
                rows.seekForPrev(start);
                while (rows.isValid() && visit(rows, scratch, start, prefixBytes, i, visitor)) {
                    rows.prev();
                }
                rows.status();
            }
        } catch (RocksDBException e) {
            throw unreadable(table, e);
        }
    }

    /** Shows the present row if it begins as a tagged key does; whether to go on. */
    private static boolean visit(
            RocksIterator rows, byte[] scratch, byte[] start, int prefixBytes, int index, PrefixVisitor visitor) {
        int length = rows.key(scratch, 0, scratch.length);
        byte[] key = length <= scratch.length ? scratch : rows.key();
        int prefix = 1 + prefixBytes;
        return length >= prefix
                && Arrays.equals(key, 0, prefix, start, 0, prefix)
                && visitor.row(index, Arrays.copyOfRange(key, 1, length), rows.value());
    }

    /** Where the store knows the prefixes by its filters, it may leave out what has other ones. */
    private ReadOptions prefixOptions(Table table, int prefixBytes) {
        boolean filtered = switch (table.family()) {
            case INDEX, GRAPH -> 1 + prefixBytes >= Natives.PREFIX_BYTES;
            case LOG, STATE, POSTS -> false;
        };
        return filtered ? options().setPrefixSameAsStart(true) : options().setTotalOrderSeek(true);
    }

    @Override
    public void close() {
        getOptions.close();
    }

    private ColumnFamilyHandle family(Table table) {
        return families[table.family().ordinal()];
    }

    private static byte[] tagged(Table table, byte[] key) {
        byte[] tagged = new byte[1 + key.length];
        tagged[0] = table.tag();
        System.arraycopy(key, 0, tagged, 1, key.length);
        return tagged;
    }

    private static byte[] untaggedKey(RocksIterator rows, byte[] scratch) {
        int length = rows.key(scratch, 0, scratch.length);
        byte[] tagged = length <= scratch.length ? scratch : rows.key();
        return Arrays.copyOfRange(tagged, 1, length);
    }

    private static UncheckedIOException unreadable(Table table, RocksDBException e) {
        return new UncheckedIOException(Failures.of("cannot read " + table, e));
    }
}
