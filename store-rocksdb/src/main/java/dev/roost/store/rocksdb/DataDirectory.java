package dev.roost.store.rocksdb;

import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A locked data directory, known to be Roost's and of a format that this program reads.
 *
 * <pre>
 * DIR/roost-format     "roost data directory", "format N", "written by VERSION": one line each
 * DIR/roost.lock       held by the process whose number it contains
 * DIR/roost-answered   {@link AnsweredMark}
 * DIR/store/           RocksDB
 * DIR/store.new/       the same, while the directory is being brought to a newer format: see {@link Upgrade}
 * DIR/store.format-1/  what store was before that
 * </pre>
 *
 * <p>A first start writes {@code roost-format.new}, makes the store, and then gives the file its name. So a directory
 * with a format has had a store; one without has nothing that was answered.
 *
 * <p>Opening and closing may come from any thread.
 */
final class DataDirectory implements AutoCloseable {
    /** Rises when the files change so that an older program must not touch them. */
    static final int FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String FORMAT_FILE = "roost-format";
    private static final String LOCK_FILE = "roost.lock";
    private static final String FIRST_LINE = "roost data directory";
    private static final Pattern FORMAT_LINE = Pattern.compile("format (\\d{1,9})");

    private static final Set<PosixFilePermission> ITS_OWNERS = PosixFilePermissions.fromString("rwx------");

    private static final String STORE = "store";
    private static final int PID_CHARS = 20;
    /** Stands for the format file until the first start has made a store: nothing was answered before. */
    private static final String FIRST_START_FILE = FORMAT_FILE + ".new";

    /** What may lie in a directory that Roost has not used yet. */
    private static final Set<String> NOT_FOREIGN = Set.of(LOCK_FILE, FIRST_START_FILE, "lost+found");
    /** What may also lie in one in which its first start was cut off. */
    private static final Set<String> OF_FIRST_START = Set.of(STORE, AnsweredMark.FILE, "native");

    /**
     * Directories open in this process: the system's lock does not tell its own process apart, and closing any channel
     * on a lock file gives the lock up.
     */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;
    private boolean fresh;
    private int format;

    private DataDirectory(Path path, FileChannel lockFile, int format) {
        this.path = path;
        this.lockFile = lockFile;
        this.fresh = format == 0;
        this.format = fresh ? FORMAT : format;
    }

    /**
     * Locks a directory, and begins to make it Roost's if it is new. It may have an older format.
     *
     * @param create whether a missing or empty directory may be made one
     */
    static DataDirectory open(Path directory, String programVersion, boolean create) throws IOException {
        try {
            return openLocked(directory, programVersion, create);
        } catch (ReadOnlyFileSystemException e) {
            throw UnusableDirectoryException.of(Failures.of("cannot use data directory " + directory, e));
        } catch (AccessDeniedException e) {
            throw new UnusableDirectoryException(
                    Reason.NO_ACCESS,
                    "no right to write in data directory " + directory + ": give it to user "
                            + System.getProperty("user.name") + ", or choose another directory",
                    e);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableDirectoryException(
                    Reason.NO_ACCESS, "data directory " + directory + " is not a directory: choose another path", e);
        } catch (UnusableDirectoryException e) {
            throw e;
        } catch (FileSystemException e) {
            throw e.getReason() != null && e.getReason().contains("Not a directory")
                    ? new UnusableDirectoryException(
                            Reason.NO_ACCESS, "cannot use data directory " + directory + ": " + e.getReason(), e)
                    : UnusableDirectoryException.of(Failures.of("cannot use data directory " + directory, e));
        } catch (IOException e) {
            throw UnusableDirectoryException.of(Failures.of("cannot use data directory " + directory, e));
        }
    }

    private static DataDirectory openLocked(Path directory, String programVersion, boolean create) throws IOException {
        if (!create && !Files.isDirectory(directory)) {
            throw new UnusableDirectoryException(
                    Reason.MISSING,
                    "there is no data directory " + directory + ": start the server to create it",
                    null);
        }
        make(directory);
        Path path = directory.toRealPath();
        // Looked at before the lock file is made, so that nothing is left in somebody else's directory.
        int found = readFormat(path);
        if (found == 0 && !create) {
            throw new UnusableDirectoryException(
                    Reason.MISSING, directory + " is empty: start the server to make it a data directory", null);
        }
        if (!OPEN_HERE.add(path)) {
            throw locked(directory, Long.toString(ProcessHandle.current().pid()));
        }
        FileChannel lockFile = null;
        boolean opened = false;
        try {
            lockFile = lock(directory, path);
            DataDirectory held = new DataDirectory(path, lockFile, readFormat(path));
            openToOthers(directory).ifPresent(LOG::warn);
            if (held.fresh) {
                beginFirstStart(path, programVersion);
            }
            opened = true;
            return held;
        } finally {
            if (!opened) {
                release(path, lockFile);
            }
        }
    }

    /** Makes a missing directory, which nobody but its owner may look into, whatever the mask of this process says. */
    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ITS_OWNERS));
        } else {
            Files.createDirectory(directory);
        }
    }

    /** What to tell of a directory that others may look into; empty for one that they may not. */
    static Optional<String> openToOthers(Path directory) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view == null) {
            return Optional.empty();
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        return ITS_OWNERS.containsAll(permissions)
                ? Optional.empty()
                : Optional.of("other users may look into data directory " + directory + " ("
                        + PosixFilePermissions.toString(permissions)
                        + "), which has direct posts, e-mail addresses and hashes of passwords: chmod 700 "
                        + directory);
    }

    /** Where RocksDB's files are. */
    Path store() {
        return path.resolve(STORE);
    }

    /** Whether there is no store yet, and none has been lost. */
    boolean isFresh() {
        return fresh;
    }

    /** The store is there, on disk: from now on the directory is Roost's. */
    void established() throws IOException {
        Files.move(path.resolve(FIRST_START_FILE), path.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
        sync(path);
        fresh = false;
    }

    /** Where the store of a newer format is made. */
    Path newStore() {
        return path.resolve("store.new");
    }

    /** Where the store of the older format is kept. */
    Path formerStore() {
        return path.resolve("store.format-" + (FORMAT - 1));
    }

    Path path() {
        return path;
    }

    /** The format that it has. */
    int format() {
        return format;
    }

    @Override
    public void close() throws IOException {
        release(path, lockFile);
    }

    private static void release(Path path, @Nullable FileChannel lockFile) throws IOException {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } finally {
            OPEN_HERE.remove(path);
        }
    }

    /** The format; 0 where the directory is not marked as Roost's, and empty. */
    private static int readFormat(Path path) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path.resolve(FORMAT_FILE));
        } catch (MalformedInputException e) {
            lines = List.of();
        } catch (NoSuchFileException e) {
            if (holdsNothingForeign(path)) {
                return 0;
            }
            throw new UnusableDirectoryException(
                    Reason.FOREIGN,
                    path
                            + (Files.exists(path.resolve(STORE).resolve("CURRENT"))
                                    ? " has a store but no " + FORMAT_FILE + ": it is part of a data directory;"
                                            + " put back the rest"
                                    : " is not a Roost data directory: it holds other files; choose an empty or new"
                                            + " directory"),
                    e);
        }
        Matcher format = FORMAT_LINE.matcher(lines.size() < 2 ? "" : lines.get(1));
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE) || !format.matches()) {
            throw new UnusableDirectoryException(
                    Reason.DAMAGED,
                    path.resolve(FORMAT_FILE) + " is not as Roost writes it: restore it from a backup",
                    null);
        }
        int found = Integer.parseInt(format.group(1));
        if (found > FORMAT) {
            throw new UnusableDirectoryException(
                    Reason.NEWER_FORMAT,
                    path + " has format " + found + ", "
                            + (lines.size() < 3 ? "written by a newer program" : lines.get(2))
                            + "; this program reads up to format " + FORMAT + ": run the newer one",
                    null);
        }
        return found;
    }

    private static boolean holdsNothingForeign(Path path) throws IOException {
        boolean begun = Files.exists(path.resolve(FIRST_START_FILE));
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .allMatch(name -> NOT_FOREIGN.contains(name) || (begun && OF_FIRST_START.contains(name)));
        }
    }

    private static void beginFirstStart(Path path, String programVersion) throws IOException {
        writeFormat(path, programVersion);
        sync(path);
        // Left by a first start that was cut off before it answered anybody.
        deleteAll(path.resolve(STORE));
        Files.deleteIfExists(path.resolve(AnsweredMark.FILE));
    }

    /** Gives the directory this program's format, all at once and for good. */
    void mark(String programVersion) throws IOException {
        writeFormat(path, programVersion);
        move(path.resolve(FIRST_START_FILE), path.resolve(FORMAT_FILE));
        format = FORMAT;
    }

    private static void writeFormat(Path path, String programVersion) throws IOException {
        String text = FIRST_LINE + "\nformat " + FORMAT + "\nwritten by roost " + programVersion + "\n";
        try (FileChannel file = FileChannel.open(
                path.resolve(FIRST_START_FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            writeAll(file, text);
            file.force(true);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Renames what is in the directory, all at once and for good. */
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Makes the names in the directory durable. */
    void sync() throws IOException {
        sync(path);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(path)) {
            directory.force(true);
        }
    }

    private static FileChannel lock(Path directory, Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw locked(directory, holder(file));
            }
            noteHolder(file);
            held = true;
            return file;
        } finally {
            if (!held) {
                file.close();
            }
        }
    }

    /** In place, which a full disk allows once the file has its block; without it others are told less. */
    private static void noteHolder(FileChannel file) {
        try {
            writeAll(
                    file,
                    String.format(
                            Locale.ROOT,
                            "%-" + (PID_CHARS - 1) + "d\n",
                            ProcessHandle.current().pid()));
        } catch (IOException e) {
            LOG.warn("the process number could not be noted in the lock file: {}", e.getMessage());
        }
    }

    private static UnusableDirectoryException locked(Path directory, String pid) {
        return new UnusableDirectoryException(
                Reason.LOCKED,
                "data directory " + directory + " is in use by process " + pid
                        + ": stop that one, or choose another directory",
                null);
    }

    private static String holder(FileChannel lockFile) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_CHARS);
        lockFile.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
        return text.isEmpty() ? "(unknown)" : text;
    }

    private static void writeAll(FileChannel file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
