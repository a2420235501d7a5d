package dev.roost.runtime;

/** Writes are stopped because the disk failed; what was answered before is safe. */
public final class WritesStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public WritesStoppedException(String message) {
        super(message);
    }
}
