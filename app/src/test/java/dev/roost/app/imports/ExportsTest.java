package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateView;
import dev.roost.runtime.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 0})
    void anImportOfAnExportExportsTheSame(long fixed) throws IOException {
        long seed = fixed == 0 ? System.nanoTime() : fixed;
        MemoryCommunity original = new MemoryCommunity();
        new RandomCommunity(original, seed).live(600);
        Path first = original.export(directory.resolve("first"));

        MemoryCommunity copy = new MemoryCommunity();
        Streams out = new Streams();
        boolean good = importInto(copy, first, out);
        assertThat(good).as("seed %d: %s", seed, out.text()).isTrue();
        Path second = copy.export(directory.resolve("second"));
        for (ExportFiles file : ExportFiles.values()) {
            assertThat(second.resolve(file.fileName()))
                    .as("seed %d", seed)
                    .hasSameBinaryContentAs(first.resolve(file.fileName()));
        }
        assertThat(MemoryCommunity.listOf(second)).isEqualTo(MemoryCommunity.listOf(first));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 0})
    void anImportThatIsKilledAnywhereGoesOnToTheSame(long fixed) throws IOException {
        long seed = fixed == 0 ? System.nanoTime() : fixed;
        SplittableRandom random = new SplittableRandom(seed);
        MemoryCommunity original = new MemoryCommunity();
        new RandomCommunity(original, seed).live(400);
        Path first = original.export(directory.resolve("first"));

        MemoryCommunity copy = new MemoryCommunity();
        boolean whole = false;
        for (int attempts = 0; !whole; attempts++) {
            assertThat(attempts).as("seed %d", seed).isLessThan(500);
            copy.breakAfter(random.nextInt(1, 5));
            try {
                whole = importInto(copy, first, new Streams());
            } catch (ImportFailedException killed) {
                // Again.
            }
        }
        copy.breakAfter(Integer.MAX_VALUE);
        Path second = copy.export(directory.resolve("second"));
        assertThat(MemoryCommunity.listOf(second)).as("seed %d", seed).isEqualTo(MemoryCommunity.listOf(first));
    }

    @Test
    void anExportIsItsOwnersAndHasNoSecretsUnlessAsked() throws IOException {
        MemoryCommunity community = new MemoryCommunity();
        new RandomCommunity(community, 7).live(50);
        Path export = directory.resolve("export");
        new Exports(community.open().state(), Streams.NONE, Streams.NONE)
                .run(export, new Exports.Choice(true, true, true, false));
        assertThat(export.resolve("sign-ins.jsonl.gz")).doesNotExist();
        try (InputLines lines = InputLines.open(export.resolve("accounts.jsonl.gz"))) {
            while (lines.next()) {
                assertThat(lines.text()).doesNotContain("hash").doesNotContain("example.org");
            }
        } catch (BadLineException e) {
            throw new AssertionError(e);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export.resolve("posts.jsonl.gz"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aChangedOrTornExportIsRefused() throws IOException {
        MemoryCommunity community = new MemoryCommunity();
        new RandomCommunity(community, 8).live(50);
        Path export = community.export(directory.resolve("export"));
        Files.write(export.resolve("posts.jsonl.gz"), new byte[] {1});
        assertThatThrownBy(() -> importInto(new MemoryCommunity(), export, new Streams()))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("is not as it was exported");
        Files.writeString(export.resolve("roost-export.json"), "{\"format\":2,\"files\":[]}");
        assertThatThrownBy(() -> importInto(new MemoryCommunity(), export, new Streams()))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("format 2");
        assertThatThrownBy(() -> community.export(export))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("not an empty directory");
    }

    @Test
    void nothingIsExportedFromNothing() throws IOException {
        Path export = directory.resolve("export");
        new Exports(new StateView(new MemoryStore()), Streams.NONE, Streams.NONE)
                .run(export, new Exports.Choice(true, false, false, false));
        assertThat(importInto(new MemoryCommunity(), export, new Streams())).isTrue();
    }

    private static boolean importInto(MemoryCommunity community, Path export, Streams out) throws IOException {
        return new Imports(community.open(), 0, out.print(), out.print())
                .run(List.of(export), ImportFormat.AUTO, () -> false);
    }
}
