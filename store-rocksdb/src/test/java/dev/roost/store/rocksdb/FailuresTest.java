package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import dev.roost.store.rocksdb.OpenDatabase.Mode;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

/** Each failure of a store gets its true cause. The texts are those that RocksDB and Linux gave. */
class FailuresTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 1 << 20);

    @TempDir
    Path directory;

    static Stream<Arguments> failures() {
        return Stream.of(
                of(Fault.DISK_FULL, Code.IOError, SubCode.NoSpace, "Kein Platz: While appending to file: x/000004.log"),
                of(Fault.DISK_FULL, Code.IOError, SubCode.None, "While open: x/1.log: Disk quota exceeded"),
                of(
                        Fault.FILE_TOO_LARGE,
                        Code.IOError,
                        SubCode.None,
                        "While appending to file: x/4.log: File too large"),
                of(Fault.TOO_MANY_FILES, Code.IOError, SubCode.None, "While open a file: x/4.sst: Too many open files"),
                of(Fault.READ_ONLY, Code.IOError, SubCode.None, "While open: x/LOCK: Read-only file system"),
                of(Fault.NO_PERMISSION, Code.IOError, SubCode.None, "While opening a file: x/C: Permission denied"),
                of(Fault.NO_MEMORY, Code.IOError, SubCode.None, "While mmap: x/4.sst: Cannot allocate memory"),
                of(
                        Fault.LOCKED,
                        Code.IOError,
                        SubCode.None,
                        "While lock file: x/LOCK: Resource temporarily unavailable"),
                of(
                        Fault.LOCKED,
                        Code.IOError,
                        SubCode.None,
                        "lock hold by current process, acquire time 1795799204: x/LOCK: No locks available"),
                of(Fault.MISSING_FILE, Code.IOError, SubCode.None, "No such file or directory: while stat a file: x"),
                of(
                        Fault.MISSING_FILE,
                        Code.Corruption,
                        SubCode.None,
                        "Can't access /000009.sst: IO error: No such file or directory: x/000009.sst"),
                of(Fault.DAMAGED, Code.Corruption, SubCode.None, "block checksum mismatch: stored = 1, computed = 2"),
                of(Fault.DAMAGED, Code.Corruption, SubCode.None, "CURRENT file does not end with newline"),
                of(Fault.NEWER_FORMAT, Code.NotSupported, SubCode.None, "unknown WAL record"),
                of(Fault.NEWER_FORMAT, Code.InvalidArgument, SubCode.None, "Column families not opened: media"),
                of(Fault.IO_ERROR, Code.IOError, SubCode.None, "While fdatasync: x/4.log: Input/output error"),
                of(Fault.IO_ERROR, Code.IOError, SubCode.None, "While pread: x/4.sst: Stale file handle"),
                of(Fault.UNKNOWN, Code.Busy, SubCode.None, "busy"));
    }

    private static Arguments of(Fault expected, Code code, SubCode subCode, String text) {
        return Arguments.of(expected, new RocksDBException(text, new Status(code, subCode, text)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void rocksDbsFailures(Fault expected, RocksDBException failure) {
        StoreFailedException found = Failures.of("cannot open it", failure);
        assertThat(found.fault()).isEqualTo(expected);
        assertThat(found.getMessage())
                .isEqualTo("cannot open it: " + expected.cause() + " (" + failure.getMessage() + "); "
                        + expected.advice());
    }

    @Test
    void theSystemsFailures() {
        assertThat(fault(new FileSystemException("x", null, "No space left on device")))
                .isEqualTo(Fault.DISK_FULL);
        assertThat(fault(new FileSystemException("x", null, "Too many open files")))
                .isEqualTo(Fault.TOO_MANY_FILES);
        assertThat(fault(new IOException("No space left on device"))).isEqualTo(Fault.DISK_FULL);
        assertThat(fault(new IOException("File too large"))).isEqualTo(Fault.FILE_TOO_LARGE);
        assertThat(fault(new AccessDeniedException("x"))).isEqualTo(Fault.NO_PERMISSION);
        assertThat(fault(new NoSuchFileException("x"))).isEqualTo(Fault.MISSING_FILE);
        assertThat(fault(new IOException("Input/output error"))).isEqualTo(Fault.IO_ERROR);
        assertThat(fault(new IOException())).isEqualTo(Fault.IO_ERROR);
        StoreFailedException known = new StoreFailedException(Fault.DAMAGED, "x", "", null);
        assertThat(Failures.of("y", (IOException) known)).isSameAs(known);
    }

    private static Fault fault(IOException e) {
        return Failures.of("x", e).fault();
    }

    /** Only what says that files are wrong may send an operator to a backup. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void onlyDamageIsToldToBeRestored(Fault fault) {
        boolean restores = fault.advice().contains("restore");
        assertThat(restores)
                .isEqualTo(fault == Fault.DAMAGED || fault == Fault.MISSING_FILE || fault == Fault.ENTRIES_LOST);
        assertThat(fault.isPassing() && restores).isFalse();
        assertThat(UnusableDirectoryException.of(new StoreFailedException(fault, "x", "", null))
                        .getMessage())
                .contains(fault.advice());
    }

    @Test
    void aLockThatIsHeld() throws Exception {
        Path data = directory.resolve("data");
        new PostedStore(data, SETTINGS).close();
        // By RocksDB alone: a tool that knows nothing of the data directory.
        try (OpenDatabase _ = OpenDatabase.open(data.resolve("store"), SETTINGS, Mode.WRITE)) {
            UnusableDirectoryException refused = catchThrowableOfType(
                    UnusableDirectoryException.class,
                    () -> RocksDbStore.openExisting(data, SETTINGS, "test").close());
            assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
            assertThat(refused.getMessage())
                    .contains("another process has it open")
                    .endsWith("; stop that one");
        }
        RocksDbStore.openExisting(data, SETTINGS, "test").close();
    }

    @Test
    void familiesOfANewerProgram() throws Exception {
        Path data = directory.resolve("data");
        new PostedStore(data, SETTINGS).close();
        try (OpenDatabase open = OpenDatabase.open(data.resolve("store"), SETTINGS, Mode.WRITE)) {
            open.database()
                    .createColumnFamily(new org.rocksdb.ColumnFamilyDescriptor(
                            "media".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                    .close();
        }
        UnusableDirectoryException refused = catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> RocksDbStore.openExisting(data, SETTINGS, "test").close());
        assertThat(refused.reason()).isEqualTo(Reason.NEWER_FORMAT);
        assertThat(refused).hasMessageContaining("media").hasMessageEndingWith("run that one");
    }

    @Test
    void aFileInTheStoresPlace() throws Exception {
        Path data = directory.resolve("data");
        new PostedStore(data, SETTINGS).close();
        Files.move(data.resolve("store"), directory.resolve("elsewhere"));
        Files.writeString(data.resolve("store"), "");
        UnusableDirectoryException refused = catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> RocksDbStore.openExisting(data, SETTINGS, "test").close());
        assertThat(refused.reason()).isEqualTo(Reason.DAMAGED);
    }
}
