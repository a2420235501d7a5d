package dev.roost.store.rocksdb;

import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds out, without touching a store, whether it could be opened for writing: room, rights, length of files, and
 * descriptors. That it says so is no promise: others take room and descriptors too.
 */
final class DiskRoom {
    private static final String PROBE = "roost-probe";
    private static final int PROBE_BYTES = 64 << 10;
    /** What RocksDB writes at an opening, beside rows: manifest, options, its own log. */
    private static final long OPENING_BYTES = 4L << 20;
    /** Files that are open for a moment: a table in the making, directories, the manifest before. */
    private static final int DESCRIPTORS_SPARE = 32;

    private DiskRoom() {}

    /**
     * Returns if there is room.
     *
     * @throws StoreFailedException that says what is lacking
     */
    static void require(DataDirectory directory, RocksDbSettings settings) throws StoreFailedException {
        String what = "cannot write to " + directory.path();
        // All that may be in the write-ahead files goes into tables, and new ones begin.
        long bytes = 2 * settings.writeAheadBytesMax() + OPENING_BYTES;
        Path probe = directory.path().resolve(PROBE);
        try {
            // Asked without a descriptor.
            long free = directory.path().toFile().getUsableSpace();
            if (free < bytes) {
                throw new StoreFailedException(
                        Fault.DISK_FULL, what, (bytes >> 20) + " MiB are needed, " + (free >> 20) + " are free", null);
            }
            try {
                write(probe, 2 * settings.writeAheadBytesMax());
                openOften(probe, DESCRIPTORS_SPARE + filesIn(directory.store()));
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (ReadOnlyFileSystemException e) {
            throw Failures.of(what, e);
        } catch (IOException e) {
            throw Failures.of(what, e);
        }
    }

    /** The last byte of a long file takes no room, but meets the limit on its length. */
    private static void write(Path probe, long length) throws IOException {
        try (FileChannel file = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.write(ByteBuffer.allocate(1), length);
            file.force(true);
        }
    }

    private static int filesIn(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return Math.toIntExact(files.count());
        }
    }

    private static void openOften(Path probe, int times) throws IOException {
        List<FileChannel> open = new ArrayList<>(times);
        try {
            for (int i = 0; i < times; i++) {
                open.add(FileChannel.open(probe));
            }
        } finally {
            for (FileChannel each : open) {
                each.close();
            }
        }
    }
}
