package dev.roost.telemetry.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads text in UTF-8 that people and other programs have written. A byte order mark, which editors and spreadsheets
 * put at the beginning, is no part of the text; another encoding is refused by name.
 */
public final class TextFiles {
    /** The mark as a character: at the beginning of a text it says nothing. */
    public static final char MARK = '\uFEFF';

    private static final int MARK_BYTES_MAX = 4;
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private TextFiles() {}

    /** All of a small file. */
    public static String read(Path file) throws IOException {
        try (InputStream in = utf8(Files.newInputStream(file), file.toString())) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not text in UTF-8", e);
        }
    }

    /** The lines of a small file, without their ends. */
    public static List<String> lines(Path file) throws IOException {
        return read(file).lines().toList();
    }

    /**
     * What comes after the byte order mark, if there is one. Closes what it was given when it fails.
     *
     * @param name for messages
     * @throws IOException that names the encoding, if it is plainly not UTF-8
     */
    public static InputStream utf8(InputStream in, String name) throws IOException {
        try {
            PushbackInputStream text = new PushbackInputStream(in, MARK_BYTES_MAX);
            byte[] first = text.readNBytes(MARK_BYTES_MAX);
            String other = otherEncoding(first);
            if (!other.isEmpty()) {
                throw new IOException(name + " is text in " + other + ", and only UTF-8 is read; " + "\"iconv -f "
                        + other.substring(0, other.length() - 2) + " -t UTF-8\" turns it into that");
            }
            int skipped = startsWith(first, UTF_8_MARK) ? UTF_8_MARK.length : 0;
            text.unread(first, skipped, first.length - skipped);
            return text;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** By its mark, or by the zero bytes of characters that UTF-8 writes without; empty for what may be UTF-8. */
    private static String otherEncoding(byte[] first) {
        if (startsWith(first, new byte[] {(byte) 0xFF, (byte) 0xFE})) {
            return startsWith(first, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}) ? "UTF-32LE" : "UTF-16LE";
        }
        if (startsWith(first, new byte[] {(byte) 0xFE, (byte) 0xFF})) {
            return "UTF-16BE";
        }
        if (first.length < MARK_BYTES_MAX) {
            return "";
        }
        StringBuilder zeros = new StringBuilder();
        for (byte each : first) {
            zeros.append(each == 0 ? '0' : 'x');
        }
        return switch (zeros.toString()) {
            case "x000" -> "UTF-32LE";
            case "000x", "00xx" -> "UTF-32BE";
            case "x0x0" -> "UTF-16LE";
            case "0x0x" -> "UTF-16BE";
            default -> "";
        };
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}
