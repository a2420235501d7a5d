package dev.roost.store.rocksdb;

import dev.roost.core.CorruptRowException;
import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import dev.roost.store.rocksdb.AnsweredMark.Line;
import dev.roost.store.rocksdb.AnsweredMark.UnreadableMarkException;
import dev.roost.store.rocksdb.LogEntries.Gap;
import dev.roost.store.rocksdb.OpenDatabase.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a directory's store is opened: nothing that was answered may be missing, and a disk that takes no writes still
 * gives reads.
 *
 * <p>After a crash RocksDB makes a store out of what it can read, and throws away the rest. So it is opened for reading
 * first: a store that is refused stays as it was found.
 */
final class StoreOpening {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private final DataDirectory directory;
    private final RocksDbSettings settings;
    private final String what;

    private StoreOpening(DataDirectory directory, RocksDbSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.what = "cannot open the store in " + directory.path();
    }

    /**
     * A store that is open.
     *
     * @param mark there if commits are taken
     * @param failure why only reads are possible; null if commits are taken
     */
    record Opened(
            OpenDatabase database,
            @Nullable AnsweredMark mark,
            @Nullable StoreFailedException failure) {}

    /**
     * Opens it.
     *
     * @param again after a failure: everything is put into tables, so that nothing depends on files that were being
     *     written when the disk failed
     * @throws StoreFailedException when it cannot be opened, or must not be
     */
    static Opened open(DataDirectory directory, RocksDbSettings settings, boolean again) throws StoreFailedException {
        StoreOpening opening = new StoreOpening(directory, settings);
        try {
            return directory.isFresh() ? opening.create() : opening.openExisting(again);
        } catch (RocksDBException e) {
            throw opening.named(Failures.of(opening.what, e));
        } catch (StoreFailedException e) {
            throw opening.named(e);
        } catch (IOException e) {
            throw Failures.of(opening.what, e);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw Failures.of(opening.what, cause == null ? new IOException(e) : cause);
        } catch (CorruptRowException e) {
            throw new StoreFailedException(Fault.DAMAGED, opening.what, String.valueOf(e.getMessage()), e);
        }
    }

    /** Damage, with the files that are damaged. */
    private StoreFailedException named(StoreFailedException failure) {
        if (failure.fault() != Fault.DAMAGED) {
            return failure;
        }
        List<String> files = StoreInspection.unopenable(directory.store());
        return files.isEmpty()
                ? failure
                : new StoreFailedException(Fault.DAMAGED, what, String.join(", ", files), failure);
    }

    private Opened create() throws RocksDBException, IOException {
        OpenDatabase database = OpenDatabase.open(directory.store(), settings, Mode.CREATE);
        try {
            AnsweredMark mark = marked(database, Line.NONE);
            directory.established();
            return new Opened(database, mark, null);
        } catch (RocksDBException | IOException | RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    private Opened openExisting(boolean again) throws RocksDBException, IOException {
        if (!Files.exists(directory.store().resolve("CURRENT"))) {
            throw new StoreFailedException(
                    Fault.MISSING_FILE,
                    what,
                    directory.store() + " is empty or has no CURRENT, though " + directory.path() + " has been in use",
                    null);
        }
        Line line = readMark();
        if (line == null || !line.atRest() || again) {
            try (OpenDatabase unchanged = OpenDatabase.open(directory.store(), settings, Mode.READ)) {
                requireWhole(unchanged, line);
            }
        }
        OpenDatabase database;
        try {
            database = OpenDatabase.open(directory.store(), settings, Mode.WRITE);
        } catch (RocksDBException e) {
            return forReading(Failures.of(what + " for writing", e), line);
        }
        try {
            return new Opened(database, takeOver(database, line, again), null);
        } catch (RocksDBException | IOException e) {
            database.close();
            StoreFailedException failure = e instanceof RocksDBException failed
                    ? Failures.of(what + " for writing", failed)
                    : Failures.of(what + " for writing", (IOException) e);
            return forReading(failure, line);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** What can be read is read, if the disk is only in the way of writing. */
    private Opened forReading(StoreFailedException failure, @Nullable Line line) throws RocksDBException, IOException {
        if (!failure.fault().isPassing()) {
            throw failure;
        }
        OpenDatabase database = OpenDatabase.open(directory.store(), settings, Mode.READ);
        try {
            requireWhole(database, line);
            return new Opened(database, null, failure);
        } catch (RocksDBException | IOException | RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** Makes sure that the store is whole, and notes what it has. */
    private AnsweredMark takeOver(OpenDatabase database, @Nullable Line line, boolean again)
            throws RocksDBException, IOException {
        long missing = requireWhole(database, line);
        LogEntries log = new LogEntries(database);
        boolean lost = line != null && (line.offset() > log.offset() || missing > line.missing());
        if (again || lost) {
            database.flush();
        }
        if (lost) {
            LOG.warn(
                    "going on without what was lost, as asked: the store in {} is at offset {}, and {} entries below"
                            + " that are missing",
                    directory.path(),
                    log.offset(),
                    missing);
        }
        AnsweredMark mark = marked(database, line == null ? Line.NONE : line);
        try {
            mark.restart(log.offset(), missing);
        } catch (IOException e) {
            mark.close();
            throw e;
        }
        return mark;
    }

    private AnsweredMark marked(OpenDatabase database, Line last) throws RocksDBException, IOException {
        AnsweredMark mark = AnsweredMark.open(directory.path(), last);
        try {
            if (!database.hasNoteOfMark()) {
                database.noteMark();
            }
        } catch (RocksDBException e) {
            mark.close();
            throw e;
        }
        return mark;
    }

    /** Null where there is none, or none that can be read and that is accepted. */
    private @Nullable Line readMark() throws IOException {
        try {
            return AnsweredMark.read(directory.path());
        } catch (UnreadableMarkException e) {
            if (settings.lossAccepted()) {
                return null;
            }
            throw unknown(directory.path().resolve(AnsweredMark.FILE) + " is damaged");
        }
    }

    private StoreFailedException unknown(String finding) {
        return new StoreFailedException(
                Fault.ENTRIES_LOST, what, finding + ": nobody can tell whether all that was answered is there", null);
    }

    /**
     * Returns how many entries of the log are missing with consent.
     *
     * @throws StoreFailedException when others are
     */
    private long requireWhole(OpenDatabase database, @Nullable Line line) throws RocksDBException, IOException {
        LogEntries log = new LogEntries(database);
        long offset = log.offset();
        List<String> lost = new ArrayList<>();
        long missing = 0;
        if (log.count() < offset) {
            List<Gap> gaps = log.gaps(offset);
            missing = gaps.isEmpty() ? 0 : offset - log.count();
            if (missing > (line == null ? 0 : line.missing())) {
                lost.add(gaps.stream().map(Gap::toString).collect(Collectors.joining(", ")));
            }
        }
        if (line == null && database.hasNoteOfMark()) {
            if (!settings.lossAccepted()) {
                throw unknown(directory.path().resolve(AnsweredMark.FILE) + " is missing");
            }
        } else if (line != null && line.offset() > offset) {
            lost.add(new Gap(offset + 1, line.offset()).toString());
        }
        if (!lost.isEmpty() && !settings.lossAccepted()) {
            throw new StoreFailedException(
                    Fault.ENTRIES_LOST,
                    what,
                    String.join(", ", lost) + " of the log; the files in " + directory.store()
                            + " were left as they are",
                    null);
        }
        return missing;
    }
}
