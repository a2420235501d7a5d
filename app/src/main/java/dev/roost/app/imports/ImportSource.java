package dev.roost.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input that is imported as one: its files in order, their lines numbered through.
 *
 * @param name for the user
 * @param id the same for the same content read in the same way, whatever the files are called and wherever they lie
 * @param earlier the import of another version of it, so that only the lines that changed are to be read; null if none
 */
record ImportSource(String name, String id, List<Part> parts, FileVersions.@Nullable Earlier earlier) {
    private static final int ID_CHARS = 32;
    private static final int CHUNK_BYTES = 1 << 17;

    ImportSource {
        parts = List.copyOf(parts);
    }

    /** One of which all lines are to be read. */
    ImportSource(String name, String id, List<Part> parts) {
        this(name, id, parts, null);
    }

    /** Whether a line is to be read. */
    boolean hasNew(long line) {
        return earlier == null || earlier.changed().contains(line);
    }

    /** A file and how to read it. */
    record Part(Path file, LineFormat format) {}

    /** Bytes of all files, as they lie on the disk. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Part part : parts) {
            bytes += Files.size(part.file());
        }
        return bytes;
    }

    /** What tells the content of a file from others: its SHA-256 in hexadecimal digits. Reads all of it. */
    static String fingerprint(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An id from the kind of reading and the fingerprint. */
    static String id(String kind, String fingerprint) {
        return kind + ":" + fingerprint.substring(0, ID_CHARS);
    }
}
