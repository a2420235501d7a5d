package dev.roost.app.imports;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of an export are written until it is whole. A directory that is not there yet is written under its
 * name with {@code .unfinished} and then renamed; one that is there and empty, which may be a mounted disk, is written
 * into.
 *
 * <p>Until the end the place holds {@link #MARK}, which the process has locked. By it the next export into the same
 * directory knows what a killed one has left, and writes over that and nothing else.
 */
final class ExportPlace implements AutoCloseable {
    /** Name of the file that says that an export is not whole. */
    static final String MARK = "roost-export.unfinished";

    private final Path directory;
    private final Path place;
    private final FileChannel mark;
    private boolean finished;

    private ExportPlace(Path directory, Path place, FileChannel mark) {
        this.directory = directory;
        this.place = place;
        this.mark = mark;
    }

    /**
     * Makes room for an export.
     *
     * @throws ImportFailedException when somebody else's files are in the way, or another export is being written
     */
    static ExportPlace begin(Path directory) throws IOException {
        Path place = Files.exists(directory) ? directory : beside(directory);
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new ImportFailedException(place + " is not a directory");
        }
        Files.createDirectories(place);
        List<String> there = names(place);
        if (!there.isEmpty() && !isUnfinished(there)) {
            throw new ImportFailedException(place + " is not an empty directory; export into a new one");
        }
        FileChannel mark = FileChannel.open(place.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(mark) == null) {
            mark.close();
            throw new ImportFailedException("another export is being written into " + place);
        }
        ExportPlace begun = new ExportPlace(directory, place, mark);
        begun.clear();
        return begun;
    }

    private static Path beside(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return absolute.resolveSibling(absolute.getFileName() + ".unfinished");
    }

    private static boolean isUnfinished(List<String> names) {
        List<String> foreign = new ArrayList<>(names);
        foreign.removeAll(ExportFiles.names());
        return foreign.equals(List.of(MARK));
    }

    private static @Nullable FileLock lock(FileChannel mark) throws IOException {
        try {
            return mark.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Where to write the files now. */
    Path path() {
        return place;
    }

    /** The export is whole: brings it onto the disk, and then into its place. */
    void finish() throws IOException {
        for (String name : names(place)) {
            force(place.resolve(name), StandardOpenOption.WRITE);
        }
        force(place, StandardOpenOption.READ);
        if (!place.equals(directory)) {
            Files.move(place, directory, StandardCopyOption.ATOMIC_MOVE);
        }
        finished = true;
        Files.delete(directory.resolve(MARK));
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** Takes away what was written, unless it is whole. */
    @Override
    public void close() throws IOException {
        try (mark) {
            if (!finished) {
                clear();
                Files.delete(place.resolve(MARK));
                if (!place.equals(directory)) {
                    Files.delete(place);
                }
            }
        }
    }

    private void clear() throws IOException {
        for (String name : ExportFiles.names()) {
            Files.deleteIfExists(place.resolve(name));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
