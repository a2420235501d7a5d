package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roost.core.StateView;
import dev.roost.runtime.StateStore.Inspection;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to each kind of file beside the write-ahead files is found and named, at the start or by an inspection. */
class DamagedFilesTest {
    private static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 32 << 20);
    /** Flips tried in each file; with this stride they meet each kind of block. */
    private static final int FLIPS = 60;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void make() throws IOException {
        data = directory.resolve("data");
        try (PostedStore store = new PostedStore(data, SETTINGS)) {
            store.posts(300);
        }
    }

    @Test
    void aWholeStoreIsFoundWell() throws IOException {
        List<String> lines = new ArrayList<>();
        try (RocksDbStore store = RocksDbStore.openExisting(data, SETTINGS, "test")) {
            Inspection found = store.inspect(lines::add);
            assertThat(found.damaged()).isZero();
            assertThat(found.files()).isGreaterThanOrEqualTo(4);
            assertThat(found.rows()).isGreaterThan(600);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void aFlippedBitInATableIsFoundWhereverItIs() throws IOException {
        for (Path table : files(".sst")) {
            long size = Files.size(table);
            for (int i = 0; i <= FLIPS; i++) {
                long at = Math.min(size - 1, i * size / FLIPS);
                LostWritesTest.flip(table, at);
                assertThat(found(data))
                        .as("%s of %d bytes, flipped at %d", table.getFileName(), size, at)
                        .anyMatch(line -> line.contains(table.getFileName().toString()));
                LostWritesTest.flip(table, at);
            }
        }
        assertThat(found(data)).isEmpty();
    }

    @Test
    void itIsSaidWhatIsAffected() throws IOException {
        Path table = files(".sst").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        LostWritesTest.flip(table, Files.size(table) / 2);
        List<String> lines = found(data);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .matches("table file .*/store/\\d+\\.sst \\(family \\w+, [\\d,]+ bytes, .* to .*\\): rows after .* and"
                        + " before .* cannot be read: block checksum mismatch.*");
    }

    @Test
    void theManifest() throws IOException {
        Path manifest = files("MANIFEST-").getFirst();
        long size = Files.size(manifest);
        for (long at = 0; at < size; at += Math.max(1, size / 30)) {
            LostWritesTest.flip(manifest, at);
            UnusableDirectoryException refused = refused();
            assertThat(refused).as("flipped at %d of %d", at, size).isNotNull();
            assertThat(refused.reason())
                    .as("flipped at %d of %d: %s", at, size, refused.getMessage())
                    .isIn(Reason.DAMAGED, Reason.INCOMPLETE);
            LostWritesTest.flip(manifest, at);
        }
        assertThat(found(data)).isEmpty();
    }

    @Test
    void currentAndWhatItNames() throws IOException {
        Path current = data.resolve("store/CURRENT");
        for (long at = 0; at < Files.size(current); at++) {
            LostWritesTest.flip(current, at);
            assertThat(refused()).as("flipped at %d", at).isNotNull();
            assertThat(refused().reason()).as(refused().getMessage()).isEqualTo(Reason.DAMAGED);
            assertThat(refused()).hasMessageContaining("CURRENT");
            LostWritesTest.flip(current, at);
        }
        Path manifest = files("MANIFEST-").getFirst();
        Files.move(manifest, directory.resolve("elsewhere"));
        assertThat(refused().reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refused())
                .hasMessageContaining(manifest.getFileName().toString())
                .hasMessageContaining("a file is missing");
    }

    @Test
    void aManifestThatWasCut() throws IOException {
        try (PostedStore store = new PostedStore(data, SETTINGS)) {
            store.posts(50);
        }
        Path manifest = files("MANIFEST-").getFirst();
        byte[] whole = Files.readAllBytes(manifest);
        int refusals = 0;
        for (int cut = 1; cut < whole.length; cut += 1 + whole.length / 40) {
            Path copy = PostedStore.copy(data, directory.resolve("cut" + cut));
            Files.write(
                    copy.resolve("store").resolve(manifest.getFileName()), Arrays.copyOf(whole, whole.length - cut));
            UnusableDirectoryException refused = catchThrowableOfType(
                    UnusableDirectoryException.class,
                    () -> RocksDbStore.openExisting(copy, SETTINGS, "test").close());
            // What the cut took may have been of no consequence; then all is there.
            if (refused == null) {
                try (RocksDbStore store = RocksDbStore.openExisting(copy, SETTINGS, "test")) {
                    assertThat(new StateView(store).offset())
                            .as("cut by %d", cut)
                            .isEqualTo(351);
                }
            } else {
                refusals++;
                assertThat(refused.reason()).as(refused.getMessage()).isIn(Reason.DAMAGED, Reason.INCOMPLETE);
            }
        }
        assertThat(refusals).isPositive();
    }

    @Test
    void aTableThatIsGone() throws IOException {
        for (Path table : files(".sst")) {
            Path elsewhere = Files.move(table, directory.resolve("elsewhere"));
            assertThat(refused().reason()).isEqualTo(Reason.DAMAGED);
            assertThat(refused())
                    .hasMessageContaining(table.getFileName().toString())
                    .hasMessageContaining("a file is missing");
            Files.move(elsewhere, table);
        }
        assertThat(found(data)).isEmpty();
    }

    @Test
    void anEmptyOrMissingStoreIsNotBegunAnew() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("store"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(refusedToCreate()).hasMessageContaining("store is empty or has no CURRENT");
        Files.delete(data.resolve("store"));
        assertThat(refusedToCreate()).hasMessageContaining("store is empty or has no CURRENT");
        Files.delete(data.resolve("roost-answered"));
        assertThat(refusedToCreate().reason()).isEqualTo(Reason.DAMAGED);
        assertThat(data.resolve("store")).doesNotExist();
    }

    @Test
    void whatRocksDbOnlyWritesDoesNotMatter() throws IOException {
        for (String part : List.of("OPTIONS-", "IDENTITY")) {
            for (Path file : files(part)) {
                LostWritesTest.flip(file, Files.size(file) / 2);
            }
        }
        assertThat(found(data)).isEmpty();
    }

    private UnusableDirectoryException refusedToCreate() {
        return catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> RocksDbStore.open(data, SETTINGS, "test").close());
    }

    private List<String> found(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (RocksDbStore store = RocksDbStore.openExisting(directory, SETTINGS, "test")) {
            Inspection inspection = store.inspect(lines::add);
            assertThat(inspection.damaged()).isEqualTo(lines.size());
        } catch (UnusableDirectoryException e) {
            assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            lines.add(e.getMessage());
        }
        return lines;
    }

    private UnusableDirectoryException refused() {
        return catchThrowableOfType(
                UnusableDirectoryException.class,
                () -> RocksDbStore.openExisting(data, SETTINGS, "test").close());
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("store"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .sorted()
                    .toList();
        }
    }
}
