package dev.roost.app;

/** A command could not do what was asked; the message says in one line why, and what to do. */
public final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With that line. */
    public CommandFailedException(String message) {
        super(message);
    }
}
