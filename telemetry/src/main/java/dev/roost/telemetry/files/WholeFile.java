package dev.roost.telemetry.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Results that come into their place whole: a process that is killed, or a disk that is full, leaves what was there
 * before. A file is written beside its place, under its name with {@code .unfinished}, and then moved; what a killed
 * process has left under that name is written over.
 *
 * <p>What is no plain file, such as {@code /dev/stdout} or a pipe, is written to directly.
 */
public final class WholeFile {
    private static final String UNFINISHED = ".unfinished";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {}

    /** Writes all of a file that everybody may read whom the system's settings allow. */
    public static void write(Path file, String text) throws IOException {
        write(file, text, new FileAttribute<?>[0]);
    }

    /** Writes all of a file that only its owner may read, where the file system knows owners. */
    public static void writeSecret(Path file, String text) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            write(file, text, OWNER_ONLY);
        } else {
            write(file, text);
        }
    }

    private static void write(Path file, String text, FileAttribute<?>... rights) throws IOException {
        Path begun = begin(file);
        Set<StandardOpenOption> how = begun.equals(file)
                ? Set.of(StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(begun, how, rights)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            discard(begun, file);
            throw e;
        }
        finish(begun, file);
    }

    /**
     * Where to write what shall become this file; there is nothing there. The file itself where that is no plain one.
     */
    public static Path begin(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return file;
        }
        Path place = real(file);
        Path begun = place.resolveSibling(place.getFileName() + UNFINISHED);
        Files.deleteIfExists(begun);
        return begun;
    }

    /** Puts what was written and closed into its place, on the disk before it is seen there. */
    public static void finish(Path begun, Path file) throws IOException {
        if (begun.equals(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(begun, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(begun, real(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves the file as it was, after {@link #begin}. */
    public static void discard(Path begun, Path file) throws IOException {
        if (!begun.equals(file)) {
            Files.deleteIfExists(begun);
        }
    }

    /** Where a link leads, so that the link stays one. */
    private static Path real(Path file) throws IOException {
        return Files.exists(file) ? file.toRealPath() : file;
    }
}
