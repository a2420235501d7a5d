package dev.roost.bench.rivals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the replies in a stream of the Redis protocol, whatever pieces it comes in; an error reply ends it. One
 * thread.
 */
final class RespReplies {
    private long count;
    /** Elements of the present reply that are still to come. */
    private long open;

    private byte type;
    private final StringBuilder line = new StringBuilder();
    /** Bytes of a bulk string and its line end that are still to come. */
    private long bulk;

    private boolean collecting;
    private final List<String> collected = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** Replies that have come completely. */
    long count() {
        return count;
    }

    /** From now on keeps what is in the replies; for small ones. */
    void collect() {
        collecting = true;
        collected.clear();
    }

    /** What was in the replies since {@link #collect}, in order; that ends. */
    List<String> collected() {
        collecting = false;
        return List.copyOf(collected);
    }

    /** Takes all bytes that are there. */
    void accept(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            if (bulk > 0) {
                skipBulk(in);
            } else if (type == 0) {
                type = in.get();
                open = open == 0 ? 1 : open;
                line.setLength(0);
            } else {
                byte next = in.get();
                if (next == '\n') {
                    endLine();
                } else if (next != '\r') {
                    line.append((char) next);
                }
            }
        }
    }

    private void skipBulk(ByteBuffer in) {
        int here = (int) Math.min(bulk, in.remaining());
        if (collecting) {
            for (int i = 0; i < here; i++) {
                text.append((char) in.get(in.position() + i));
            }
        }
        in.position(in.position() + here);
        bulk -= here;
        if (bulk == 0) {
            endElement(collecting ? text.substring(0, text.length() - 2) : "");
        }
    }

    private void endLine() throws IOException {
        byte ended = type;
        type = 0;
        switch (ended) {
            case '+', ':' -> endElement(collecting ? line.toString() : "");
            case '-' -> throw new IOException("Redis answers: " + line);
            case '$' -> {
                long length = Long.parseLong(line, 0, line.length(), 10);
                if (length < 0) {
                    endElement("");
                } else {
                    text.setLength(0);
                    bulk = length + 2;
                }
            }
            case '*' -> {
                long elements = Math.max(0, Long.parseLong(line, 0, line.length(), 10));
                open += elements;
                endOne();
            }
            default -> throw new IOException("not the Redis protocol: " + (char) ended + line);
        }
    }

    private void endElement(String content) {
        if (collecting) {
            collected.add(content);
        }
        endOne();
    }

    private void endOne() {
        if (--open == 0) {
            count++;
        }
    }
}
