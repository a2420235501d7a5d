package dev.roost.app.imports;

/** A line that is not loaded; the reason says why. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadLineException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
