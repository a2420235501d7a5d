package dev.roost.core;

import dev.roost.model.Command;

/**
 * A command with what the log settles for it.
 *
 * @param offset 1 or more, without gaps
 * @param timeMs milliseconds since 1970; never decreases along the log
 */
public record LogEntry(long offset, long timeMs, Command command) {
    /** The bytes stored in {@link Table#LOG}. */
    public byte[] toBytes() {
        return CommandCodec.encode(timeMs, command);
    }

    /** Reads back what {@link #toBytes} wrote, in this or an older version. */
    public static LogEntry of(long offset, byte[] bytes) {
        return CommandCodec.decode(offset, bytes);
    }
}
