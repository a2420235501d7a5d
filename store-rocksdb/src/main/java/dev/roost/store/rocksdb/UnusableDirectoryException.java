package dev.roost.store.rocksdb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A data directory cannot be opened; the message says in one line why, and what to do. */
public final class UnusableDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnusableDirectoryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of unusable directories. */
    public enum Reason {
        /** There is none, and none may be created. */
        MISSING,
        /** Another process has it open. */
        LOCKED,
        /** It holds files that are not Roost's. */
        FOREIGN,
        /** A newer program wrote it, in a format unknown to this one. */
        NEWER_FORMAT,
        /** It has an older format, and could not be brought to this program's. */
        NOT_UPGRADED,
        /** It is not a directory, or a right on it is missing. */
        NO_ACCESS,
        /** Its files contradict one another or cannot be read. */
        DAMAGED
    }
}
