package dev.roost.store.rocksdb;

import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
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

    /** A directory whose store says what is wrong. */
    static UnusableDirectoryException of(StoreFailedException failure) {
        return new UnusableDirectoryException(reason(failure.fault()), String.valueOf(failure.getMessage()), failure);
    }

    private static Reason reason(Fault fault) {
        return switch (fault) {
            case DISK_FULL, FILE_TOO_LARGE, TOO_MANY_FILES, NO_MEMORY, IO_ERROR, UNKNOWN -> Reason.MACHINE;
            case READ_ONLY, NO_PERMISSION -> Reason.NO_ACCESS;
            case LOCKED -> Reason.LOCKED;
            case MISSING_FILE, DAMAGED -> Reason.DAMAGED;
            case ENTRIES_LOST -> Reason.INCOMPLETE;
            case NEWER_FORMAT -> Reason.NEWER_FORMAT;
        };
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
        /** Its files are missing, contradict one another or cannot be read. */
        DAMAGED,
        /** Its files are in order, but changes that were answered are not in them. */
        INCOMPLETE,
        /** The disk is full or fails, or a limit is in the way; its files are not at fault. */
        MACHINE
    }
}
