package dev.roost.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Builds the bytes of a row or log entry. One thread; grows as needed; one copy at {@link #toBytes}, none if just as
 * many bytes were written as were expected.
 */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int expected) {
        bytes = new byte[expected];
    }

    ByteWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Bytes of a number in LEB128: seven bits a byte, and at least one. */
    static int varintBytes(long value) {
        return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** LEB128, 1 to 10 bytes; small non-negative numbers are short. */
    ByteWriter varint(long value) {
        int length = varintBytes(value);
        room(length);
        byte[] into = bytes;
        int last = size + length - 1;
        long rest = value;
        for (int at = size; at < last; at++) {
            into[at] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[last] = (byte) rest;
        size = last + 1;
        return this;
    }

    /** Big-endian, so that keys sort by value. */
    ByteWriter i32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Big-endian, so that keys sort by value. */
    ByteWriter i64(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** The bytes as they are, without a length. */
    ByteWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    ByteWriter blob(byte[] value) {
        return varint(value.length).raw(value);
    }

    ByteWriter text(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    <T> ByteWriter list(List<T> values, BiConsumer<ByteWriter, T> each) {
        varint(values.size());
        for (T value : values) {
            each.accept(this, value);
        }
        return this;
    }

    byte[] toBytes() {
        // A full array is not written to again: whatever came next would need a larger one.
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
