package dev.roost.runtime;

/** Too many commands are waiting; try again later. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public OverloadedException(String message) {
        super(message);
    }
}
