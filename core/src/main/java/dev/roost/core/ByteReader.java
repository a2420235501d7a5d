package dev.roost.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Takes a row or log entry apart. One thread. Bytes that do not fit are a broken invariant, not an input error. */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** At an offset into a key. */
    ByteReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Whether nothing is left: rows of an older version end earlier. */
    boolean atEnd() {
        return at == bytes.length;
    }

    int u8() {
        return bytes[at++] & 0xFF;
    }

    boolean bool() {
        return u8() != 0;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptRowException("a number runs past 10 bytes");
    }

    int int32() {
        return Math.toIntExact(varint());
    }

    int i32() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | u8();
        }
        return value;
    }

    long i64() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | u8();
        }
        return value;
    }

    byte[] blob() {
        int length = length();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    String text() {
        int length = length();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    <T> List<T> list(Function<ByteReader, T> each) {
        int size = length();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return values;
    }

    /** The text from here to the end of the bytes. */
    String rest() {
        String value = new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
        at = bytes.length;
        return value;
    }

    /** Checks the first byte of a value. Rows of every version up to {@code newest} can be read. */
    int version(int newest) {
        return version(1, newest);
    }

    /** The same where older versions than {@code oldest} are not in any state of this format. */
    int version(int oldest, int newest) {
        int version = u8();
        if (version < oldest || version > newest) {
            throw new CorruptRowException("version " + version + " of a row, of " + oldest + " to " + newest);
        }
        return version;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > bytes.length - at) {
            throw new CorruptRowException("a length of " + length + " with " + (bytes.length - at) + " bytes left");
        }
        return (int) length;
    }
}
