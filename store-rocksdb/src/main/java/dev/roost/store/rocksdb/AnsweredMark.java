package dev.roost.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The offset up to which a store has answered, kept beside it: a store that is opened and has less has lost something.
 *
 * <pre>
 * file  = line at 0, line at 512; written in turns, the higher number counts
 * line  = "roost answered to OFFSET, lacking MISSING, REST, number NUMBER, check CRC\n"
 * REST  = "at rest" after a close that put everything into tables, "in use " otherwise
 * </pre>
 *
 * <p>The line is written after the commit was synced and before it is answered. So it is never ahead of the store,
 * whatever ends the process or the machine. After a kill it is exact, since the system keeps what was written; after a
 * power cut it may be behind by what the system had not brought to the disk, at most {@link #SYNC_NANOS} while commits
 * come. One line that is torn or has a flipped bit leaves the other.
 *
 * <p>One thread at a time. A write costs a call of the system.
 */
final class AnsweredMark implements AutoCloseable {
    static final String FILE = "roost-answered";

    /** How long a line may stay unsynced while others follow. */
    private static final long SYNC_NANOS = 1_000_000_000L;

    private static final int SLOT_BYTES = 512;
    private static final int DIGITS = 19;
    private static final int CHECK_DIGITS = 8;
    /** A line with letters in the places of its fields. */
    private static final String FORM = "roost answered to " + "O".repeat(DIGITS) + ", lacking "
            + "M".repeat(DIGITS) + ", RRRRRRR, number " + "N".repeat(DIGITS) + ", check " + "C".repeat(CHECK_DIGITS)
            + "\n";

    private static final Pattern LINE = Pattern.compile("(roost answered to (\\d{19}), lacking (\\d{19}),"
            + " (at rest|in use ), number (\\d{19}), check )([0-9a-f]{8})\n");

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT_BYTES);
    private Line newest;
    private long syncedNanos;

    /**
     * What is in the file.
     *
     * @param offset answered up to here
     * @param missing entries below it whose loss was accepted
     */
    record Line(long offset, long missing, boolean atRest, long number) {
        static final Line NONE = new Line(0, 0, true, 0);

        /** The line's bytes; without a formatter, since each commit writes one. */
        byte[] bytes() {
            byte[] bytes = FORM.getBytes(StandardCharsets.US_ASCII);
            digits(bytes, FORM.indexOf('O'), offset);
            digits(bytes, FORM.indexOf('M'), missing);
            digits(bytes, FORM.indexOf('N'), number);
            byte[] rest = (atRest ? "at rest" : "in use ").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(rest, 0, bytes, FORM.indexOf('R'), rest.length);
            int checkAt = FORM.indexOf('C');
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, checkAt);
            long check = crc.getValue();
            for (int i = 0; i < CHECK_DIGITS; i++) {
                bytes[checkAt + i] = (byte) Character.forDigit((int) (check >>> (28 - 4 * i)) & 0xF, 16);
            }
            return bytes;
        }

        private static void digits(byte[] bytes, int at, long value) {
            long rest = value;
            for (int i = at + DIGITS - 1; i >= at; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }

        static @Nullable Line of(String text) {
            Matcher line = LINE.matcher(text);
            if (!line.lookingAt() || Long.parseLong(line.group(6), 16) != check(line.group(1))) {
                return null;
            }
            return new Line(
                    Long.parseLong(line.group(2)),
                    Long.parseLong(line.group(3)),
                    line.group(4).equals("at rest"),
                    Long.parseLong(line.group(5)));
        }

        private static long check(String text) {
            CRC32C crc = new CRC32C();
            crc.update(text.getBytes(StandardCharsets.US_ASCII));
            return crc.getValue();
        }
    }

    private AnsweredMark(FileChannel file, Line newest) {
        this.file = file;
        this.newest = newest;
        this.syncedNanos = System.nanoTime();
    }

    /**
     * What a directory's mark says; null if there is none.
     *
     * @throws UnreadableMarkException when neither line can be read
     */
    static @Nullable Line read(Path directory) throws IOException {
        Path path = directory.resolve(FILE);
        if (!Files.exists(path)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(path);
        Line found = null;
        for (int at = 0; at < bytes.length && at <= SLOT_BYTES; at += SLOT_BYTES) {
            String text = new String(bytes, at, Math.min(SLOT_BYTES, bytes.length - at), StandardCharsets.ISO_8859_1);
            Line line = Line.of(text);
            if (line != null && (found == null || line.number() > found.number())) {
                found = line;
            }
        }
        if (found == null) {
            throw new UnreadableMarkException(path);
        }
        return found;
    }

    /** Neither line of a mark can be read. */
    static final class UnreadableMarkException extends IOException {
        private static final long serialVersionUID = 1L;

        private UnreadableMarkException(Path path) {
            super(path + " cannot be read");
        }
    }

    /** Opens the mark for writing on from what {@link #read} gave, and makes a missing one. */
    static AnsweredMark open(Path directory, Line last) throws IOException {
        Path path = directory.resolve(FILE);
        boolean isNew = !Files.exists(path);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            AnsweredMark mark = new AnsweredMark(file, last);
            if (isNew || file.size() < 2 * SLOT_BYTES) {
                // Both lines have their place on disk before any is needed: later a full disk does not matter.
                mark.write(last.offset(), last.missing(), last.atRest());
                mark.write(last.offset(), last.missing(), last.atRest());
                file.force(true);
                try (FileChannel entries = FileChannel.open(directory)) {
                    entries.force(true);
                }
            }
            return mark;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    long offset() {
        return newest.offset();
    }

    /** Everything up to here is on disk and about to be answered. */
    void answered(long offset) throws IOException {
        if (offset > newest.offset()) {
            write(offset, newest.missing(), false);
            long nowNanos = System.nanoTime();
            if (nowNanos - syncedNanos >= SYNC_NANOS) {
                file.force(false);
                syncedNanos = nowNanos;
            }
        }
    }

    /** The store has this now, whatever was said before. */
    void restart(long offset, long missing) throws IOException {
        if (offset != newest.offset() || missing != newest.missing()) {
            write(offset, missing, false);
            file.force(false);
        }
    }

    /** Everything is in tables: the next start need not read write-ahead files. */
    void atRest() throws IOException {
        write(newest.offset(), newest.missing(), true);
        file.force(false);
    }

    private void write(long offset, long missing, boolean atRest) throws IOException {
        Line line = new Line(offset, missing, atRest, newest.number() + 1);
        byte[] text = line.bytes();
        buffer.clear();
        buffer.put(text);
        while (buffer.position() < SLOT_BYTES) {
            buffer.put((byte) '\n');
        }
        buffer.flip();
        long at = line.number() % 2 * SLOT_BYTES;
        while (buffer.hasRemaining()) {
            at += file.write(buffer, at);
        }
        newest = line;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
