package dev.roost.store.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native code. The library would unpack it to the temporary directory at every start, which costs a fifth of
 * a second; here it is unpacked once, into the user's cache directory or else the data directory.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Loads the native code, once per process. Where it cannot be kept, RocksDB unpacks it as it would. */
    static synchronized void load(Path dataDirectory) {
        if (!loadedFrom(cache()) && !loadedFrom(dataDirectory.resolve("native"))) {
            RocksDB.loadLibrary();
        }
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path root = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home", ""), ".cache")
                : Path.of(configured);
        return root.resolve("roost");
    }

    private static boolean loadedFrom(Path directory) {
        try {
            if (!directory.isAbsolute()) {
                return false;
            }
            RocksDB.loadLibrary(List.of(unpackedTo(directory).toString()));
            return true;
        } catch (IOException | UnsatisfiedLinkError | SecurityException e) {
            return false;
        }
    }

    /** The directory that holds the native code now. */
    private static Path unpackedTo(Path directory) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        URL packed = RocksDB.class.getClassLoader().getResource(name);
        if (packed == null) {
            throw new IOException("no " + name + " in this build");
        }
        URLConnection connection = packed.openConnection();
        long size = connection.getContentLengthLong();
        // The size is part of the name, so that another release's library is never taken for this one's.
        Path home = directory.resolve("rocksdb-" + size);
        // RocksDB loads from a directory under a name that differs from the one it is packed under.
        Path library = home.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (!Files.isRegularFile(library) || Files.size(library) != size) {
            Files.createDirectories(home);
            Path unfinished = Files.createTempFile(
                    home,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return home;
    }
}
