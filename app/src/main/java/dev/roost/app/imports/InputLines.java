package dev.roost.app.imports;

import com.github.luben.zstd.ZstdInputStream;
import dev.roost.telemetry.files.TextFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, plain, gzip or zstd (told by its first bytes), one after the other in bounded memory.
 *
 * <p>One thread. A line ends with LF or CR LF, the last one perhaps with the file. A byte order mark at its beginning
 * is no part of it: files that were put together have one where each began.
 */
final class InputLines implements AutoCloseable {
    /** Bytes of one line; a longer one is bad. */
    static final int LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] ZSTD = {0x28, 0xb5, 0x2f, 0xfd};

    private final CountingInput raw;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private long number;

    private InputLines(CountingInput raw, InputStream in) {
        this.raw = raw;
        this.in = in;
    }

    /** Opens a file at its beginning. */
    static InputLines open(Path file) throws IOException {
        CountingInput raw = new CountingInput(Files.newInputStream(file));
        try {
            InputStream bytes = decompressed(new BufferedInputStream(raw, BUFFER_BYTES));
            return new InputLines(raw, TextFiles.utf8(bytes, file.toString()));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream decompressed(BufferedInputStream in) throws IOException {
        if (startsWith(in, GZIP)) {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        return startsWith(in, ZSTD) ? new ZstdInputStream(in) : in;
    }

    private static boolean startsWith(BufferedInputStream in, int[] magic) throws IOException {
        in.mark(magic.length);
        try {
            for (int expected : magic) {
                if (in.read() != expected) {
                    return false;
                }
            }
            return true;
        } finally {
            in.reset();
        }
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            append(newline - at);
            at = newline + 1;
            if (newline < end) {
                break;
            }
        }
        if (any) {
            number++;
        }
        return any;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER_BYTES));
        return end > 0;
    }

    private void append(int bytes) {
        if (tooLong || length + bytes > LINE_BYTES) {
            tooLong = true;
            return;
        }
        if (length + bytes > line.length) {
            line = Arrays.copyOf(line, Math.max(length + bytes, Math.min(LINE_BYTES, line.length * 2)));
        }
        System.arraycopy(buffer, at, line, length, bytes);
        length += bytes;
    }

    /** The present line, without its end. */
    String text() throws BadLineException {
        if (tooLong) {
            throw new BadLineException("longer than " + LINE_BYTES + " bytes");
        }
        int bytes = length;
        while (bytes > 0 && line[bytes - 1] == '\r') {
            bytes--;
        }
        boolean ascii = true;
        for (int i = 0; i < bytes; i++) {
            ascii &= line[i] >= 0;
            if (line[i] == 0) {
                throw new BadLineException("holds a zero byte, which text in UTF-8 does not");
            }
        }
        return ascii ? new String(line, 0, bytes, StandardCharsets.ISO_8859_1) : withoutMark(decoded(bytes));
    }

    private static String withoutMark(String text) {
        return text.charAt(0) == TextFiles.MARK ? text.substring(1) : text;
    }

    private String decoded(int bytes) throws BadLineException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadLineException("not UTF-8");
        }
    }

    /** Whether the present line is empty, or its end is all there is of it. */
    boolean isEmpty() {
        return length == 0 || (length == 1 && line[0] == '\r');
    }

    /** Adds the present line to a digest, each with the same end. One that is too long counts with its beginning. */
    void addTo(MessageDigest digest) {
        int bytes = length;
        while (bytes > 0 && line[bytes - 1] == '\r') {
            bytes--;
        }
        digest.update(line, 0, bytes);
        digest.update((byte) '\n');
    }

    /** Number of the present line, from 1; after the last one, how many there are. */
    long number() {
        return number;
    }

    /** Bytes of the file that have been read, as they lie on the disk. */
    long bytesRead() {
        return raw.count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class CountingInput extends InputStream {
        private final InputStream in;
        private long count;

        CountingInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
