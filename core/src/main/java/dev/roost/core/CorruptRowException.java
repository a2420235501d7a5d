package dev.roost.core;

/** A row or log entry cannot be what this program wrote: the disk or the program is broken. */
public final class CorruptRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptRowException(String message) {
        super(message);
    }
}
