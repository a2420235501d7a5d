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
    void anExportThatWasBrokenOffIsWrittenAnew() throws IOException {
        MemoryCommunity community = new MemoryCommunity();
        new RandomCommunity(community, 9).live(50);
        Path whole = community.export(directory.resolve("whole"));
        for (String there : List.of("absent", "there")) {
            Path out = directory.resolve(there);
            Path place = there.equals("there") ? out : directory.resolve("absent.unfinished");
            Files.createDirectory(place);
            Files.createFile(place.resolve(ExportPlace.MARK));
            Files.write(place.resolve("posts.jsonl.gz"), new byte[] {1});
            Files.copy(whole.resolve("roost-export.json"), place.resolve("roost-export.json"));
            assertThat(MemoryCommunity.listOf(community.export(out))).isEqualTo(MemoryCommunity.listOf(whole));
            assertThat(importInto(new MemoryCommunity(), out, new Streams())).isTrue();
            assertThat(out.resolve(ExportPlace.MARK)).doesNotExist();
        }
        assertThat(directory.resolve("absent.unfinished")).doesNotExist();
    }

    @Test
    void nothingOfSomebodyElseIsWrittenOver() throws IOException {
        MemoryCommunity community = new MemoryCommunity();
        Path letter = Files.createDirectory(directory.resolve("letter"));
        Files.createFile(letter.resolve(ExportPlace.MARK));
        Files.writeString(letter.resolve("letter.txt"), "Dear Ann");
        Path unmarked = Files.createDirectory(directory.resolve("unmarked"));
        Files.writeString(unmarked.resolve("follows.tsv.gz"), "mine");
        Path beside = Files.createDirectory(directory.resolve("out.unfinished"));
        Files.writeString(beside.resolve("follows.tsv.gz"), "mine");
        Path file = Files.writeString(directory.resolve("file"), "mine");
        for (Path out : List.of(letter, unmarked, directory.resolve("out"), file)) {
            assertThatThrownBy(() -> community.export(out))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageContaining("directory");
        }
        assertThat(letter.resolve("letter.txt")).hasContent("Dear Ann");
        assertThat(unmarked.resolve("follows.tsv.gz")).hasContent("mine");
        assertThat(beside.resolve("follows.tsv.gz")).hasContent("mine");
        assertThat(file).hasContent("mine");
    }

    @Test
    void twoExportsDoNotWriteIntoOnePlace() throws IOException {
        Path out = directory.resolve("out");
        try (ExportPlace place = ExportPlace.begin(out)) {
            assertThat(out).doesNotExist();
            assertThatThrownBy(() -> new MemoryCommunity().export(out))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageContaining("another export");
            assertThat(place.path()).isDirectoryContaining(file -> file.endsWith(ExportPlace.MARK));
        }
        assertThat(directory).as("nothing is left of what failed").isEmptyDirectory();
        new MemoryCommunity().export(out);
        assertThat(out).isNotEmptyDirectory();
    }

    @Test
    void anUnfinishedExportIsNotImported() throws IOException {
        Path out = Files.createDirectory(directory.resolve("out"));
        try (ExportPlace place = ExportPlace.begin(out)) {
            assertThat(place.path()).isEqualTo(out);
            assertThatThrownBy(() -> importInto(new MemoryCommunity(), out, new Streams()))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageContaining("broken off");
        }
        assertThat(out).isEmptyDirectory();
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
