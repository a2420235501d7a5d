package dev.roost.app.imports;

/** A line that is not loaded; the message says why. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String reason) {
        super(reason, null, false, false);
    }
}
