package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.roost.core.StateView;
import dev.roost.runtime.StoreFailedException;
import dev.roost.runtime.StoreFailedException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the way of writing goes away while the store is open: on a real small file system, and at real limits. */
class RoomAgainTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 1 << 20);

    @TempDir
    Path directory;

    @Test
    void aDiskThatIsFullForAWhile() throws Exception {
        assertPasses(onSmallDisk(), FullForAWhile.class);
    }

    @Test
    void aDiskThatIsFullAtTheStart() throws Exception {
        assertPasses(onSmallDisk(), FullAtTheStart.class);
    }

    @Test
    void descriptorsThatAreUsedUpForAWhile() throws Exception {
        assertPasses(List.of("sh", "-c", "ulimit -n 200 && exec \"$@\"", "sh"), DescriptorsForAWhile.class);
    }

    @Test
    void aLimitOnTheSizeOfFilesThatIsRaised() throws Exception {
        assumeThat(succeeds("prlimit", "--version")).isTrue();
        assertPasses(List.of("sh", "-c", "ulimit -S -f 40000 && exec \"$@\"", "sh"), SizeForAWhile.class);
    }

    /** A file system of its own for the child, which only it sees. */
    private List<String> onSmallDisk() throws Exception {
        List<String> mount = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=24m tmpfs \"$0\" && exec \"$@\"",
                "" + directory);
        List<String> trial = new ArrayList<>(mount);
        trial.add("true");
        assumeThat(succeeds(trial.toArray(String[]::new)))
                .as("a file system in memory can be mounted")
                .isTrue();
        return mount;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertPasses(List<String> before, Class<?> program) throws Exception {
        Process child = ChildProcess.start(before, program, directory.toString());
        List<String> said = child.inputReader().lines().toList();
        assertThat(child.waitFor()).isZero();
        assertThat(said).containsExactly("passed");
    }

    /** What the children have in common. */
    private static final class Scene {
        private final Path data;

        Scene(String directory) {
            data = Path.of(directory).resolve("data");
        }

        PostedStore open() throws IOException {
            return new PostedStore(data, SETTINGS);
        }

        /** Posts until it fails, and returns how. */
        static StoreFailedException postUntilItFails(PostedStore store) throws IOException {
            try {
                store.posts(200_000, 3_000);
                throw new AssertionError("nothing failed");
            } catch (StoreFailedException e) {
                check(e.equals(store.store().failure()), "the failure is known");
                return e;
            }
        }

        static void expect(Fault fault, StoreFailedException found) {
            check(found.fault() == fault, "expected " + fault + ", found " + found.getMessage());
        }

        static StoreFailedException recoveryFails(PostedStore store) throws IOException {
            try {
                store.store().recover();
            } catch (StoreFailedException e) {
                return e;
            }
            throw new AssertionError("recovered");
        }

        /** All that was answered is there; what was not may be. */
        static void checkAfter(PostedStore store, long offsetBefore) {
            long now = store.offset();
            check(now == offsetBefore || now == offsetBefore + 1, now + " after " + offsetBefore);
            check(new LogEntriesOf(store).isWhole(now), "the log is whole");
        }

        void checkWholeAfterwards(long offset) throws IOException {
            try (PostedStore again = open()) {
                check(again.store().failure() == null, "opens for writing");
                check(again.offset() == offset, again.offset() + " at the end");
                check(new LogEntriesOf(again).isWhole(offset), "the log is whole");
            }
        }
    }

    private record LogEntriesOf(PostedStore store) {
        boolean isWhole(long upTo) {
            List<Long> offsets = new ArrayList<>();
            new StateView(store.store()).log(1, entry -> offsets.add(entry.offset()));
            return offsets.size() == upTo && offsets.getLast() == upTo;
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** The classes of the test are files, which cannot be opened any more when descriptors are used up. */
    private static void loadClasses() throws IOException, ClassNotFoundException {
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Path root = Path.of(entry);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".class"))
                            .toList()) {
                        String name = root.relativize(file)
                                .toString()
                                .replace('/', '.')
                                .replaceFirst("\\.class$", "");
                        if (!name.endsWith("-info")) {
                            Class.forName(name, false, RoomAgainTest.class.getClassLoader());
                        }
                    }
                }
            }
        }
    }

    private static Path ballast(Path data, int bytesLeft) throws IOException {
        Path ballast = data.resolveSibling("ballast");
        long bytes = Files.getFileStore(data.getParent()).getUsableSpace() - bytesLeft;
        try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(4096);
            for (long written = 0; written < bytes; written += block.limit()) {
                file.write(block.clear());
            }
        }
        return ballast;
    }

    static final class FullForAWhile {
        private FullForAWhile() {}

        public static void main(String[] args) throws IOException {
            Scene scene = new Scene(args[0]);
            long last;
            try (PostedStore store = scene.open()) {
                store.posts(20);
                for (int round = 0; round < 3; round++) {
                    Path ballast = ballast(scene.data, 300_000);
                    Scene.expect(Fault.DISK_FULL, Scene.postUntilItFails(store));
                    long before = store.offset();
                    Scene.checkAfter(store, before);
                    Scene.expect(Fault.DISK_FULL, Scene.recoveryFails(store));
                    Scene.expect(Fault.DISK_FULL, Scene.postUntilItFails(store));
                    Scene.checkAfter(store, before);
                    Files.delete(ballast);
                    store.store().recover();
                    Scene.checkAfter(store, before);
                    store.posts(100);
                }
                last = store.offset();
            }
            scene.checkWholeAfterwards(last);
            System.out.println("passed");
        }
    }

    static final class FullAtTheStart {
        private FullAtTheStart() {}

        public static void main(String[] args) throws IOException {
            Scene scene = new Scene(args[0]);
            Path killed;
            try (PostedStore store = scene.open()) {
                killed = store.posts(300).killed(scene.data.resolveSibling("killed"));
            }
            for (Path data : List.of(scene.data, killed)) {
                Scene each = new Scene(data.getParent().toString());
                Path ballast = ballast(data, 0);
                try (PostedStore store = new PostedStore(data, SETTINGS)) {
                    StoreFailedException failure = store.store().failure();
                    check(failure != null && failure.fault() == Fault.DISK_FULL, "only reads: " + failure);
                    check(failure.getMessage().endsWith("make room there: nothing is damaged"), failure.getMessage());
                    check(store.offset() == 301, "all is there to read");
                    Scene.expect(Fault.DISK_FULL, Scene.postUntilItFails(store));
                    Scene.expect(Fault.DISK_FULL, Scene.recoveryFails(store));
                    check(new LogEntriesOf(store).isWhole(301), "the log is whole");
                    Files.delete(ballast);
                    store.store().recover();
                    store.posts(10);
                    check(new LogEntriesOf(store).isWhole(311), "the log is whole");
                }
                check(each.data.equals(scene.data), "the same directory");
            }
            System.out.println("passed");
        }
    }

    static final class DescriptorsForAWhile {
        private DescriptorsForAWhile() {}

        public static void main(String[] args) throws Exception {
            Scene scene = new Scene(args[0]);
            loadClasses();
            long last;
            try (PostedStore store = scene.open()) {
                store.posts(20);
                List<FileChannel> hoard = new ArrayList<>();
                try {
                    while (true) {
                        hoard.add(FileChannel.open(scene.data.resolve("roost-format")));
                    }
                } catch (IOException usedUp) {
                    check(!hoard.isEmpty(), "descriptors are used up");
                }
                // The next write-ahead file needs one.
                Scene.expect(Fault.TOO_MANY_FILES, Scene.postUntilItFails(store));
                long before = store.offset();
                Scene.expect(Fault.TOO_MANY_FILES, Scene.recoveryFails(store));
                Scene.checkAfter(store, before);
                for (FileChannel each : hoard) {
                    each.close();
                }
                store.store().recover();
                Scene.checkAfter(store, before);
                store.posts(2_000);
                last = store.offset();
            }
            scene.checkWholeAfterwards(last);
            System.out.println("passed");
        }
    }

    static final class SizeForAWhile {
        private static final RocksDbSettings LARGE = new RocksDbSettings(8 << 20, 256 << 20);

        private SizeForAWhile() {}

        public static void main(String[] args) throws Exception {
            Path data = Path.of(args[0]).resolve("data");
            long last;
            try (PostedStore store = new PostedStore(data, LARGE)) {
                Scene.expect(Fault.FILE_TOO_LARGE, Scene.postUntilItFails(store));
                long before = store.offset();
                Scene.expect(Fault.FILE_TOO_LARGE, Scene.recoveryFails(store));
                Scene.checkAfter(store, before);
                check(
                        succeeds(
                                "prlimit", "--pid", "" + ProcessHandle.current().pid(), "--fsize=unlimited"),
                        "the limit is raised");
                store.store().recover();
                Scene.checkAfter(store, before);
                store.posts(10);
                last = store.offset();
            }
            try (PostedStore again = new PostedStore(data, LARGE)) {
                check(again.offset() == last, "all is there");
            }
            System.out.println("passed");
        }
    }
}
