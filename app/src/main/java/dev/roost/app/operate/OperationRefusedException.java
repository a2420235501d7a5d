package dev.roost.app.operate;

/** An operation cannot be done as asked; the message says in one line why, and what to do. */
public final class OperationRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With that line. */
    public OperationRefusedException(String message) {
        super(message);
    }
}
