package dev.roost.runtime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A store cannot do what it is asked, for a reason outside this program; the message says in one line what was wanted,
 * what is wrong, and what to do.
 */
public final class StoreFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String what;

    /**
     * For operators.
     *
     * @param what was wanted: "cannot write to /srv/roost"
     * @param detail what the system or RocksDB said of it; may be empty
     */
    public StoreFailedException(Fault fault, String what, String detail, @Nullable Throwable cause) {
        super(what + ": " + fault.cause + (detail.isEmpty() ? "" : " (" + detail + ")") + "; " + fault.advice, cause);
        this.fault = fault;
        this.what = what + ": " + fault.cause + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    /** The kind of reason. */
    public Fault fault() {
        return fault;
    }

    /** The message without what to do. */
    public String finding() {
        return what;
    }

    /** Kinds of reasons, each with what to do about it. */
    public enum Fault {
        /** ENOSPC, EDQUOT. */
        DISK_FULL("the disk is full", "make room there: nothing is damaged", true),
        /** EFBIG. */
        FILE_TOO_LARGE("a file may not grow further", "raise the limit on the size of files (ulimit -f)", true),
        /** EMFILE, ENFILE. */
        TOO_MANY_FILES("too many files are open", "raise the limit (ulimit -n; LimitNOFILE with systemd)", true),
        /** EROFS. */
        READ_ONLY(
                "the file system is read-only",
                "the system log (dmesg) says why; mount it for writing when the disk is sound",
                true),
        /** EACCES, EPERM. */
        NO_PERMISSION(
                "a right is missing",
                "give the directory and all in it to user " + System.getProperty("user.name"),
                true),
        /** ENOMEM. */
        NO_MEMORY("the system has no memory left", "free some, or lower store.block_cache_mib", true),
        /** Another process has it open. */
        LOCKED("another process has it open", "stop that one", false),
        /** ENOENT, below a directory that should be whole. */
        MISSING_FILE(
                "a file is missing",
                "somebody or something has deleted it: put it back, or restore the whole directory from a backup",
                false),
        /** A checksum does not match, or files contradict one another. */
        DAMAGED(
                "its files are damaged",
                "see whether the disk is sound, and restore the whole directory from a backup",
                false),
        /** Entries of the log that were answered are not there. */
        ENTRIES_LOST(
                "changes that were answered are not there any more",
                "put back the files that are missing or restore the whole directory from a backup; to go on without"
                        + " them for good, start once with serve --accept-loss",
                false),
        /** A format, or tables, that this program does not know. */
        NEWER_FORMAT("a newer program wrote it", "run that one", false),
        /** EIO and what else a disk says. */
        IO_ERROR(
                "the disk failed",
                "the system log (dmesg) says why; see whether the disk is sound, then restart",
                false),
        /** Nothing of the above. */
        UNKNOWN("the store failed", "its own log, store/LOG, may say more; restart", false);

        private final String cause;
        private final String advice;
        private final boolean passing;

        Fault(String cause, String advice, boolean passing) {
            this.cause = cause;
            this.advice = advice;
            this.passing = passing;
        }

        /** What is wrong, as a clause. */
        public String cause() {
            return cause;
        }

        /** What to do, as a clause. */
        public String advice() {
            return advice;
        }

        /** Whether it can go away while the program runs, and nothing that was answered depends on it. */
        public boolean isPassing() {
            return passing;
        }
    }
}
