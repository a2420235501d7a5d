package dev.roost.store.rocksdb;

import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

/**
 * What RocksDB and the system say, as one of the {@link Fault}s: the one place that knows their words.
 *
 * <p>RocksDB hands on few of the system's error numbers; the others are told by the system's text for them.
 */
final class Failures {
    /** The texts that Linux and macOS have for an error number, in the language C. */
    private static final List<Text> TEXTS = List.of(
            new Text("No space left on device", Fault.DISK_FULL),
            new Text("Disk quota exceeded", Fault.DISK_FULL),
            new Text("File too large", Fault.FILE_TOO_LARGE),
            new Text("Too many open files", Fault.TOO_MANY_FILES),
            new Text("Read-only file system", Fault.READ_ONLY),
            new Text("lock hold by current process", Fault.LOCKED),
            new Text("While lock file", Fault.LOCKED),
            new Text("No locks available", Fault.LOCKED),
            new Text("Permission denied", Fault.NO_PERMISSION),
            new Text("Operation not permitted", Fault.NO_PERMISSION),
            new Text("Cannot allocate memory", Fault.NO_MEMORY),
            new Text("Input/output error", Fault.IO_ERROR),
            new Text("No such file or directory", Fault.MISSING_FILE));

    private Failures() {}

    private record Text(String part, Fault fault) {}

    /** A failure of RocksDB, with what was wanted. */
    static StoreFailedException of(String what, RocksDBException e) {
        String text = String.valueOf(e.getMessage());
        return new StoreFailedException(fault(e.getStatus(), text), what, text, e);
    }

    /** A failure of the system, with what was wanted. */
    static StoreFailedException of(String what, IOException e) {
        if (e instanceof StoreFailedException known) {
            return known;
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        String text = reason == null ? String.valueOf(e.getMessage()) : reason;
        return new StoreFailedException(fault(e, text), what, text, e);
    }

    private static Fault fault(IOException e, String text) {
        return switch (e) {
            case AccessDeniedException _ -> Fault.NO_PERMISSION;
            case NoSuchFileException _ -> Fault.MISSING_FILE;
            default -> {
                Fault told = byText(text);
                yield told == null ? Fault.IO_ERROR : told;
            }
        };
    }

    /** Java's word for what a file system that is mounted for reading says. */
    static StoreFailedException of(String what, ReadOnlyFileSystemException e) {
        return new StoreFailedException(Fault.READ_ONLY, what, "", e);
    }

    private static Fault fault(@Nullable Status status, String text) {
        Code code = status == null ? Code.Undefined : status.getCode();
        SubCode subCode = status == null ? SubCode.None : status.getSubCode();
        if (subCode == SubCode.NoSpace) {
            return Fault.DISK_FULL;
        }
        // A file that is missing is told as damage by some paths, with the system's text in it.
        Fault told = byText(text);
        if (told != null) {
            return told;
        }
        return switch (code) {
            case Corruption -> isNewer(text) ? Fault.NEWER_FORMAT : Fault.DAMAGED;
            case NotSupported -> Fault.NEWER_FORMAT;
            case InvalidArgument -> text.contains("olumn famil") ? Fault.NEWER_FORMAT : Fault.UNKNOWN;
            case NotFound -> Fault.MISSING_FILE;
            case IOError -> Fault.IO_ERROR;
            default -> Fault.UNKNOWN;
        };
    }

    private static boolean isNewer(String text) {
        return text.contains("unsupported format_version") || text.contains("newer version");
    }

    private static @Nullable Fault byText(String text) {
        for (Text each : TEXTS) {
            if (text.contains(each.part())) {
                return each.fault();
            }
        }
        return null;
    }
}
