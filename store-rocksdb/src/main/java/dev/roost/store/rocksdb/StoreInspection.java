package dev.roost.store.rocksdb;

import dev.roost.core.RowNames;
import dev.roost.runtime.StateStore.Inspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * Reads every block of every table of a store, past all caches, and names those that do not match their checksums: the
 * file, the family, and between which rows. The store may be in use meanwhile: a table that has gone was replaced.
 *
 * <p>One thread. Costs as much as reading all files once; damaged ones a second time, from their end.
 */
final class StoreInspection {
    private final Path store;
    private final Consumer<String> lines;
    private long rows;

    StoreInspection(Path store, Consumer<String> lines) {
        this.store = store;
        this.lines = lines;
    }

    /**
     * Inspects them all.
     *
     * @param live the tables that the store consists of at the moment
     */
    Inspection run(Supplier<List<LiveFileMetaData>> live) throws IOException {
        int files = 0;
        int damaged = 0;
        try (Options options = new Options();
                ReadOptions reading = new ReadOptions()
                        .setVerifyChecksums(true)
                        .setFillCache(false)
                        .setTotalOrderSeek(true)) {
            for (LiveFileMetaData table : live.get()) {
                String problem = problem(table, options, reading);
                if (problem != null && isLive(table, live.get())) {
                    damaged++;
                    lines.accept(describe(table) + ": " + problem);
                }
                files++;
            }
        }
        return new Inspection(files, rows, damaged);
    }

    /**
     * The table files that cannot even be opened, each with what is wrong. For a store that cannot be opened: RocksDB
     * then blames another file. Costs a look at the end of each file.
     */
    static List<String> unopenable(Path store) {
        List<String> found = new ArrayList<>();
        try (Options options = new Options();
                Stream<Path> files = Files.list(store)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sst"))
                    .sorted()
                    .toList()) {
                try (SstFileReader reader = new SstFileReader(options)) {
                    reader.open(file.toString());
                    reader.getTableProperties();
                } catch (RocksDBException e) {
                    found.add(file + ": " + e.getMessage());
                }
            }
        } catch (IOException e) {
            found.add(store + ": " + e.getMessage());
        }
        return found;
    }

    private static boolean isLive(LiveFileMetaData table, List<LiveFileMetaData> live) {
        return live.stream().anyMatch(each -> each.fileName().equals(table.fileName()));
    }

    private Path path(LiveFileMetaData table) {
        return store.resolve(table.fileName().replaceFirst("^/", ""));
    }

    private String describe(LiveFileMetaData table) {
        return String.format(
                Locale.ROOT,
                "table file %s (family %s, %,d bytes, %s to %s)",
                path(table),
                new String(table.columnFamilyName(), StandardCharsets.UTF_8),
                table.size(),
                RowNames.of(table.smallestKey()),
                RowNames.of(table.largestKey()));
    }

    /** What is wrong with a table; null if nothing is. */
    private @Nullable String problem(LiveFileMetaData table, Options options, ReadOptions reading) throws IOException {
        Path path = path(table);
        if (!Files.exists(path)) {
            return "is missing";
        }
        if (Files.size(path) != table.size()) {
            return "has " + Files.size(path) + " bytes";
        }
        try (SstFileReader reader = new SstFileReader(options)) {
            reader.open(path.toString());
            String unreadable = unreadableRows(reader, reading);
            if (unreadable != null) {
                return unreadable;
            }
            // Blocks that hold no rows: index, filter, properties.
            reader.verifyChecksum();
            return null;
        } catch (RocksDBException e) {
            return "its index, filter, properties or footer is damaged: " + e.getMessage();
        }
    }

    /** Reads forwards; where that ends too soon, also backwards, to tell what lies between. */
    private @Nullable String unreadableRows(SstFileReader reader, ReadOptions reading) {
        byte[] before = null;
        try (SstFileReaderIterator forwards = reader.newIterator(reading)) {
            for (forwards.seekToFirst(); forwards.isValid(); forwards.next()) {
                before = forwards.key();
                rows++;
            }
            forwards.status();
            return null;
        } catch (RocksDBException e) {
            return "rows " + (before == null ? "from its start" : "after " + RowNames.of(before))
                    + rowsBehind(reader, reading) + " cannot be read: " + e.getMessage();
        }
    }

    private static String rowsBehind(SstFileReader reader, ReadOptions reading) {
        byte[] behind = null;
        try (SstFileReaderIterator backwards = reader.newIterator(reading)) {
            for (backwards.seekToLast(); backwards.isValid(); backwards.prev()) {
                behind = backwards.key();
            }
        }
        return behind == null ? " to its end" : " and before " + RowNames.of(behind);
    }
}
