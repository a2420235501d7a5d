package dev.roost.telemetry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "data = \"x\"", "é", "日本", "\n", "\0", "\0\0\0\0"})
    void theMarkIsNoPartOfTheText(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), text);
        assertThat(TextFiles.read(file)).isEqualTo(text);
        Files.writeString(file, TextFiles.MARK + text);
        assertThat(TextFiles.read(file)).isEqualTo(text);
    }

    @Test
    void linesHaveNoEnds() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), TextFiles.MARK + "a\r\nb\n\nc");
        assertThat(TextFiles.lines(file)).containsExactly("a", "b", "", "c");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32", "UTF-32BE, UTF-32"})
    void anotherEncodingIsRefusedByName(String encoding, String forIconv) {
        for (String text : new String[] {"\uFEFFab", "ab"}) {
            byte[] bytes = text.getBytes(Charset.forName(encoding));
            assertThatThrownBy(() -> TextFiles.utf8(new ByteArrayInputStream(bytes), "a file"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("a file is text in " + encoding)
                    .hasMessageContaining("\"iconv -f " + forIconv + " ");
        }
    }

    @Test
    void whatIsNoTextIsTold() throws IOException {
        Path file = Files.write(directory.resolve("latin"), "café".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TextFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UTF-8");
    }
}
