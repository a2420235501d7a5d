package dev.roost.app.imports;

import org.jspecify.annotations.Nullable;

/** An import or export that cannot go on; the message is for whoever ran it. */
public final class ImportFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what to tell the user. */
    public ImportFailedException(String message) {
        super(message);
    }

    /** Of what happened, whose message says what to tell the user. */
    ImportFailedException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }

    /** With what to tell the user, and what happened. */
    public ImportFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
