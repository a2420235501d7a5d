package dev.roost.lab.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 answer that is being read: bytes go in at the end, and it says when it is whole. Reused from one answer
 * to the next. One thread.
 */
public final class Answer {
    /** The longest head and body together. */
    static final int BYTES_MAX = 16 << 20;

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] SERVER_TIMING = ascii("server-timing");

    byte[] bytes = new byte[2_048];
    int filled;

    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int headBytes;
    private int scanned;
    private int status;
    private int length;
    private boolean chunked;
    private boolean lasting;
    private int timingAt;
    private int timingEnd;
    private int decoded;

    /** What came is no HTTP answer. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
    }

    void clear() {
        filled = 0;
        headBytes = 0;
        scanned = 0;
    }

    /** Takes what a channel has, as far as there is room; -1 if it has ended. */
    int readFrom(ReadableByteChannel channel) throws IOException, UnreadableException {
        if (filled == bytes.length) {
            if (filled >= BYTES_MAX) {
                throw new UnreadableException("more than " + BYTES_MAX + " bytes");
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            view = ByteBuffer.wrap(bytes);
        }
        view.limit(bytes.length).position(filled);
        int count = channel.read(view);
        filled = view.position();
        return count;
    }

    /** Whether all of it is there; {@code ended} if nothing more will come. */
    boolean isWhole(boolean ended) throws UnreadableException {
        while (headBytes == 0) {
            int end = headEnd();
            if (end < 0) {
                return false;
            }
            readHead(end);
            if (status < 200) {
                // An interim answer: the real one follows.
                System.arraycopy(bytes, end, bytes, 0, filled - end);
                filled -= end;
                headBytes = 0;
                scanned = 0;
            }
        }
        if (status == 204 || status == 304) {
            length = 0;
            return true;
        }
        if (chunked) {
            return dechunk();
        }
        if (length < 0) {
            lasting = false;
            if (ended) {
                length = filled - headBytes;
            }
            return ended;
        }
        return filled >= headBytes + length;
    }

    private int headEnd() {
        int from = Math.max(0, scanned - 3);
        for (int i = from; i + 3 < filled; i++) {
            if (bytes[i] == HEAD_END[0]
                    && bytes[i + 1] == HEAD_END[1]
                    && bytes[i + 2] == HEAD_END[2]
                    && bytes[i + 3] == HEAD_END[3]) {
                return i + 4;
            }
        }
        scanned = filled;
        return -1;
    }

    private void readHead(int end) throws UnreadableException {
        if (end < 16 || bytes[0] != 'H' || bytes[5] != '1' || bytes[8] != ' ') {
            throw new UnreadableException("not HTTP/1.x");
        }
        headBytes = end;
        status = (int) number(9, 12);
        length = -1;
        chunked = false;
        lasting = bytes[7] == '1';
        timingAt = -1;
        int at = lineEnd(0) + 2;
        while (at < end - 2) {
            int lineEnd = lineEnd(at);
            readHeader(at, lineEnd);
            at = lineEnd + 2;
        }
        decoded = headBytes;
    }

    private void readHeader(int at, int end) throws UnreadableException {
        int value = valueOf(CONTENT_LENGTH, at, end);
        if (value >= 0) {
            long told = number(value, end);
            if (told > BYTES_MAX) {
                throw new UnreadableException("a body of " + told + " bytes");
            }
            length = (int) told;
        } else if ((value = valueOf(TRANSFER_ENCODING, at, end)) >= 0) {
            chunked = contains(value, end, "chunked");
        } else if ((value = valueOf(CONNECTION, at, end)) >= 0) {
            lasting = lasting && !contains(value, end, "close");
        } else if ((value = valueOf(SERVER_TIMING, at, end)) >= 0) {
            timingAt = value;
            timingEnd = end;
        }
    }

    /** Where the value of the header {@code lower} begins if the line at {@code at} is one, or -1. */
    private int valueOf(byte[] lower, int at, int end) {
        if (at + lower.length >= end || bytes[at + lower.length] != ':') {
            return -1;
        }
        for (int i = 0; i < lower.length; i++) {
            byte found = bytes[at + i];
            if ((found >= 'A' && found <= 'Z' ? found + 32 : found) != lower[i]) {
                return -1;
            }
        }
        int value = at + lower.length + 1;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        return value;
    }

    private boolean contains(int at, int end, String word) {
        return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }

    private int lineEnd(int at) {
        int i = at;
        while (bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private long number(int from, int to) throws UnreadableException {
        long value = 0;
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && value < Integer.MAX_VALUE) {
            value = value * 10 + bytes[at++] - '0';
        }
        if (at == from) {
            throw new UnreadableException("no number where one belongs");
        }
        return value;
    }

    /** Moves whole chunks together behind the head; {@code decoded} is where the next one goes. */
    private boolean dechunk() throws UnreadableException {
        int at = Math.max(scanned, headBytes);
        while (true) {
            int line = at;
            while (line + 1 < filled && bytes[line] != '\r') {
                line++;
            }
            if (line + 1 >= filled) {
                return false;
            }
            int size = hex(at, line);
            int next = line + 2 + size + 2;
            if (size == 0) {
                // Trailers are not told apart from the last chunk's empty line: none are sent here.
                if (next > filled) {
                    return false;
                }
                length = decoded - headBytes;
                return true;
            }
            if (next > filled) {
                return false;
            }
            System.arraycopy(bytes, line + 2, bytes, decoded, size);
            decoded += size;
            at = next;
            scanned = next;
        }
    }

    private int hex(int from, int to) throws UnreadableException {
        int value = 0;
        int at = from;
        for (; at < to && Character.digit(bytes[at], 16) >= 0; at++) {
            value = value * 16 + Character.digit(bytes[at], 16);
            if (value > BYTES_MAX) {
                throw new UnreadableException("too large a chunk");
            }
        }
        if (at == from) {
            throw new UnreadableException("a chunk without a size");
        }
        return value;
    }

    int status() {
        return status;
    }

    /** Whether the connection takes another request. */
    boolean isLasting() {
        return lasting;
    }

    /** The {@code dur} of a {@code Server-Timing} entry in nanoseconds, or -1. */
    long timingNs(String entry) {
        if (timingAt < 0) {
            return -1;
        }
        for (int at = timingAt; at + entry.length() < timingEnd; at++) {
            boolean begins = at == timingAt || bytes[at - 1] == ' ' || bytes[at - 1] == ',';
            if (begins && startsWith(at, entry) && startsWith(at + entry.length(), ";dur=")) {
                return millisecondsAsNs(at + entry.length() + 5);
            }
        }
        return -1;
    }

    private boolean startsWith(int at, String text) {
        if (at + text.length() > timingEnd) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long millisecondsAsNs(int from) {
        long ns = 0;
        long unit = 1_000_000;
        boolean fraction = false;
        for (int at = from; at < timingEnd; at++) {
            byte each = bytes[at];
            if (each == '.') {
                fraction = true;
            } else if (each < '0' || each > '9') {
                break;
            } else if (fraction) {
                unit /= 10;
                ns += (each - '0') * unit;
            } else {
                ns = ns * 10 + (each - '0') * 1_000_000L;
            }
        }
        return ns;
    }

    /** The value of a header, or null; {@code lower} is its name in lower case. */
    public @Nullable String header(String lower) {
        byte[] name = ascii(lower);
        int at = lineEnd(0) + 2;
        while (at < headBytes - 2) {
            int end = lineEnd(at);
            int value = valueOf(name, at, end);
            if (value >= 0) {
                return new String(bytes, value, end - value, StandardCharsets.ISO_8859_1);
            }
            at = end + 2;
        }
        return null;
    }

    /** The bytes in which the body lies, from {@link #bodyAt} on; not to be kept. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the body begins. */
    public int bodyAt() {
        return headBytes;
    }

    /** Bytes of the body. */
    public int bodyBytes() {
        return length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
