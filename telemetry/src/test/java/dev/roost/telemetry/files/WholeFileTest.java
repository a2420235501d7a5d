package dev.roost.telemetry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    @Test
    void theFormerFileStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("report"), "former");
        Path begun = WholeFile.begin(file);
        Files.writeString(begun, "torn by a ki");
        assertThat(file).hasContent("former");
        WholeFile.write(file, "whole");
        assertThat(file).hasContent("whole");
        assertThat(files()).containsExactly("report");
    }

    @Test
    void whatFailsLeavesTheFormerFileAndNothingElse() throws IOException {
        Path file = directory.resolve("no-such-folder/report");
        assertThatThrownBy(() -> WholeFile.write(file, "text")).isInstanceOf(IOException.class);
        Path former = Files.writeString(directory.resolve("report"), "former");
        Path begun = WholeFile.begin(former);
        Files.writeString(begun, "half");
        WholeFile.discard(begun, former);
        assertThat(former).hasContent("former");
        assertThat(files()).containsExactly("report");
    }

    @Test
    void aLinkStaysALinkAndADeviceADevice() throws IOException {
        Path file = Files.writeString(directory.resolve("report"), "former");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        WholeFile.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        WholeFile.write(Path.of("/dev/null"), "new");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(files()).containsExactly("link", "report");
    }

    @Test
    void secretsAreTheirOwnersAlsoWhereOthersCouldReadTheFormerFile() throws IOException {
        Path file = Files.writeString(directory.resolve("members"), "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        WholeFile.writeSecret(file, "token");
        assertThat(file).hasContent("token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
