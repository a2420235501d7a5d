package dev.roost.app.imports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Writes the lines of one file of an export, compressed; only its owner may read it. */
final class ExportWriter implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private long lines;

    private ExportWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins a new file. */
    static ExportWriter create(Path file) throws IOException {
        return new ExportWriter(
                new BufferedOutputStream(new GZIPOutputStream(newFile(file), BUFFER_BYTES), BUFFER_BYTES));
    }

    /** A new, empty file that only its owner may read. */
    static OutputStream newFile(Path file) throws IOException {
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    /** A value as a line of JSON. Always true, for visitors. */
    boolean json(Object value) {
        return line(Json.MAPPER.writeValueAsString(value));
    }

    /** A line. Always true, for visitors. */
    boolean line(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines++;
        return true;
    }

    long lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
