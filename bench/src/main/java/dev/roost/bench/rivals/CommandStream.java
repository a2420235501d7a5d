package dev.roost.bench.rivals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis commands encoded ahead of time, so that while they are measured they need only be written. One thread. Memory:
 * what the commands take, in direct buffers of {@value #CHUNK_BYTES} bytes that are used again after {@link #clear}.
 */
final class CommandStream {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private final byte[] digits = new byte[20];
    private int at;
    private long commands;

    void clear() {
        chunks.forEach(ByteBuffer::clear);
        at = 0;
        commands = 0;
    }

    /** Commands since the last {@link #clear}. */
    long commands() {
        return commands;
    }

    /** The encoded commands, each chunk ready to be written once. */
    List<ByteBuffer> toWrite() {
        List<ByteBuffer> written = new ArrayList<>();
        for (int i = 0; i <= at && i < chunks.size(); i++) {
            written.add(chunks.get(i).flip());
        }
        return written;
    }

    /** Begins a command of so many parts; its parts follow. */
    CommandStream command(int parts) {
        commands++;
        header((byte) '*', parts);
        return this;
    }

    CommandStream part(String text) {
        return part(text.getBytes(StandardCharsets.US_ASCII));
    }

    CommandStream part(byte[] bytes) {
        header((byte) '$', bytes.length);
        ByteBuffer out = room(bytes.length + 2);
        out.put(bytes).put(LINE_END);
        return this;
    }

    CommandStream part(long number) {
        int from = digitsOf(number);
        int length = digits.length - from;
        header2((byte) '$', length);
        room(length + 2).put(digits, from, length).put(LINE_END);
        return this;
    }

    private void header(byte type, int number) {
        int from = digitsOf(number);
        room(digits.length + 3)
                .put(type)
                .put(digits, from, digits.length - from)
                .put(LINE_END);
    }

    /** As {@link #header}, for numbers below 100, leaving {@link #digits} as they are. */
    private void header2(byte type, int number) {
        ByteBuffer out = room(5).put(type);
        if (number >= 10) {
            out.put((byte) ('0' + number / 10));
        }
        out.put((byte) ('0' + number % 10)).put(LINE_END);
    }

    /** Writes a number that is not negative to the end of {@link #digits} and returns where it begins. */
    private int digitsOf(long number) {
        int from = digits.length;
        long rest = number;
        do {
            digits[--from] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return from;
    }

    private ByteBuffer room(int bytes) {
        if (at < chunks.size() && chunks.get(at).remaining() < bytes) {
            at++;
        }
        if (at == chunks.size()) {
            chunks.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
        }
        return chunks.get(at);
    }
}
