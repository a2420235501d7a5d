package dev.roost.store.rocksdb;

import dev.roost.core.Replay;
import dev.roost.core.Replay.DivergedException;
import dev.roost.core.SameFacts;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a directory of an older format to this program's: its log is replayed into a new store beside the old one,
 * which is only read. Where the new one has other facts than the old one, nothing is changed.
 *
 * <pre>
 * format 1, store                        what there is
 * format 1, store, store.new             being replayed: begun anew if it is broken off
 * format 2, store, store.new             the new store is whole: from here on it counts
 * format 2, store.format-1, store.new    the old one is out of the way
 * format 2, store.format-1, store        done
 * </pre>
 *
 * <p>Each step is one atomic change of the directory, so a crash leaves one of these lines, and the next start goes on
 * from there. The old store is kept for the operator to remove.
 */
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

    /** Room that a new store is sure to have: an old one's, a quarter more, and this much. */
    private static final long ROOM_BESIDE_BYTES = 64L << 20;

    private static final int MIB_SHIFT = 20;

    private final DataDirectory directory;
    private final RocksDbSettings settings;
    private final String programVersion;
    private final Room room;
    private final Consumer<Step> steps;

    /** What has just been done. */
    enum Step {
        /** The new store is being filled. */
        BEGUN,
        /** The new store is whole, and nothing says so yet. */
        REPLAYED,
        /** The directory has the new format. */
        MARKED,
        /** The old store is out of the way. */
        OLD_MOVED,
        /** The new store is in its place. */
        NEW_MOVED
    }

    /** How much can be written to a directory's file system. */
    @FunctionalInterface
    interface Room {
        long bytes(Path directory) throws IOException;
    }

    /**
     * Of a directory that is held.
     *
     * @param programVersion noted in the directory
     */
    Upgrade(DataDirectory directory, RocksDbSettings settings, String programVersion) {
        this(
                directory,
                settings,
                programVersion,
                path -> Files.getFileStore(path).getUsableSpace(),
                step -> LOG.debug("upgrade: {}", step));
    }

    Upgrade(DataDirectory directory, RocksDbSettings settings, String programVersion, Room room, Consumer<Step> steps) {
        this.directory = directory;
        this.settings = settings;
        this.programVersion = programVersion;
        this.room = room;
        this.steps = steps;
    }

    /**
     * Does what there is to do, which may be nothing.
     *
     * @throws UnusableDirectoryException when it cannot be done; then the directory is as it was
     */
    void run() throws IOException {
        if (directory.format() < DataDirectory.FORMAT) {
            if (Files.exists(directory.store())) {
                fill();
            }
            directory.mark(programVersion);
            steps.accept(Step.MARKED);
        }
        swap();
        if (Files.exists(directory.formerStore())) {
            LOG.info(
                    "{} is the store as it was before the upgrade: remove it when you are content",
                    directory.formerStore());
        }
    }

    private void fill() throws IOException {
        if (Files.exists(directory.formerStore())) {
            throw refused(directory.formerStore() + " is left from another upgrade: move it away first", null);
        }
        delete(directory.newStore());
        long bytes = size(directory.store());
        requireRoom(bytes + bytes / 4 + ROOM_BESIDE_BYTES);
        LOG.info(
                "upgrading {} from format {} to {}: its log is applied again to a new store ({} MiB as it is)",
                directory.path(),
                directory.format(),
                DataDirectory.FORMAT,
                bytes >> MIB_SHIFT);
        boolean filled = false;
        try {
            replay();
            filled = true;
        } catch (DivergedException e) {
            throw refused(e.getMessage() + "; please report it, and go on with the program that wrote it", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!filled) {
                delete(directory.newStore());
            }
        }
        directory.sync();
        steps.accept(Step.REPLAYED);
    }

    private void requireRoom(long needed) throws IOException {
        long free = room.bytes(directory.path());
        if (free < needed) {
            throw refused(
                    "it takes " + (needed >> MIB_SHIFT) + " MiB for a while, and there are " + (free >> MIB_SHIFT)
                            + " MiB free: make room and start again",
                    null);
        }
    }

    private void replay() throws IOException, DivergedException {
        try (BareStore former = BareStore.toRead(directory.store(), settings)) {
            Replay replay = new Replay(former);
            UpgradeProgress progress = new UpgradeProgress(replay.last(), replay.bytes());
            try (BareStore filled = BareStore.toFill(directory.newStore(), settings)) {
                steps.accept(Step.BEGUN);
                replay.into(new Replay.Target(filled, filled::commit), progress);
                filled.finish();
                LOG.info("upgrade: comparing the two stores");
                List<String> differences = SameFacts.differences(former, filled);
                if (!differences.isEmpty()) {
                    throw refused(
                            "its log does not give the same facts again (" + String.join("; ", differences)
                                    + "); please report it, and go on with the program that wrote it",
                            null);
                }
                LOG.info("upgrade: {}", progress.summary());
            }
        }
    }

    /** From here on only the new store counts. */
    private void swap() throws IOException {
        if (!Files.exists(directory.newStore())) {
            return;
        }
        if (Files.exists(directory.store())) {
            if (Files.exists(directory.formerStore())) {
                throw new UnusableDirectoryException(
                        Reason.DAMAGED,
                        directory.path() + " has store, store.new and "
                                + directory.formerStore().getFileName()
                                + ": only one upgrade leaves two of them; move away what is not of this directory",
                        null);
            }
            directory.move(directory.store(), directory.formerStore());
            steps.accept(Step.OLD_MOVED);
        }
        directory.move(directory.newStore(), directory.store());
        steps.accept(Step.NEW_MOVED);
        LOG.info("upgraded {} to format {}", directory.path(), DataDirectory.FORMAT);
    }

    private UnusableDirectoryException refused(String why, @Nullable Throwable cause) {
        return new UnusableDirectoryException(
                Reason.NOT_UPGRADED,
                "cannot upgrade " + directory.path() + " to format " + DataDirectory.FORMAT + " (nothing was changed): "
                        + why,
                cause);
    }

    private static long size(Path files) throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path files) throws IOException {
        if (!Files.exists(files)) {
            return;
        }
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
