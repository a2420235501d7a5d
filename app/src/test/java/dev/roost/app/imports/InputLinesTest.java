package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLinesTest {
    private static final String TEXT = "one\r\n\nдва\nthree without an end";

    @TempDir
    private Path directory;

    @Test
    void readsPlainGzipAndZstdAlike() throws Exception {
        Path plain = directory.resolve("plain");
        Path gzip = directory.resolve("gzip");
        Path zstd = directory.resolve("zstd");
        Files.writeString(plain, TEXT);
        write(new GZIPOutputStream(Files.newOutputStream(gzip)));
        write(new ZstdOutputStream(Files.newOutputStream(zstd)));
        for (Path file : List.of(plain, gzip, zstd)) {
            assertThat(read(file)).as(file.toString()).containsExactly("one", "", "два", "three without an end");
        }
    }

    @Test
    void anEmptyFileHasNoLines() throws Exception {
        assertThat(read(Files.createFile(directory.resolve("empty")))).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsBadAndTheNextOneIsRead() throws Exception {
        Path file = directory.resolve("long");
        String longest = "x".repeat(InputLines.LINE_BYTES);
        Files.writeString(file, longest + "\n" + longest + "x\nnext\n");
        try (InputLines lines = InputLines.open(file)) {
            assertThat(lines.next()).isTrue();
            assertThat(lines.text()).hasSize(InputLines.LINE_BYTES);
            assertThat(lines.next()).isTrue();
            assertThatThrownBy(lines::text).isInstanceOf(BadLineException.class).hasMessageContaining("longer");
            assertThat(lines.next()).isTrue();
            assertThat(lines.text()).isEqualTo("next");
            assertThat(lines.number()).isEqualTo(3);
            assertThat(lines.next()).isFalse();
        }
    }

    @Test
    void bytesThatAreNotTextAreBad() throws Exception {
        Path file = directory.resolve("binary");
        Files.write(file, new byte[] {'a', (byte) 0xff, '\n', 'b'});
        try (InputLines lines = InputLines.open(file)) {
            assertThat(lines.next()).isTrue();
            assertThatThrownBy(lines::text).isInstanceOf(BadLineException.class).hasMessage("not UTF-8");
            assertThat(lines.next()).isTrue();
            assertThat(lines.text()).isEqualTo("b");
        }
    }

    /** Files that were put together have a mark where each began. */
    @Test
    void aByteOrderMarkIsNoPartOfALine() throws Exception {
        byte[] text = "\uFEFFone\r\n\uFEFFдва\nthr\uFEFFee".getBytes(StandardCharsets.UTF_8);
        Path plain = directory.resolve("plain");
        Path gzip = directory.resolve("gzip");
        Path zstd = directory.resolve("zstd");
        Files.write(plain, text);
        write(new GZIPOutputStream(Files.newOutputStream(gzip)), text);
        write(new ZstdOutputStream(Files.newOutputStream(zstd)), text);
        for (Path file : List.of(plain, gzip, zstd)) {
            assertThat(read(file)).as(file.toString()).containsExactly("one", "два", "thr\uFEFFee");
        }
        Path onlyMark = directory.resolve("mark");
        Files.writeString(onlyMark, "\uFEFF");
        assertThat(read(onlyMark)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingIsNamed(String encoding) throws Exception {
        for (String text : List.of("\uFEFFann\tbob\n", "ann\tbob\n")) {
            byte[] bytes = text.getBytes(Charset.forName(encoding));
            Path plain = directory.resolve("plain");
            Path gzip = directory.resolve("gzip");
            Files.write(plain, bytes);
            write(new GZIPOutputStream(Files.newOutputStream(gzip)), bytes);
            for (Path file : List.of(plain, gzip)) {
                assertThatThrownBy(() -> read(file))
                        .as(text)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(encoding)
                        .hasMessageContaining("UTF-8")
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void lineEndsOfAllSystemsAreNoPartOfALine() throws Exception {
        Path file = directory.resolve("ends");
        Files.writeString(file, "one\r\ntwo\r\r\n\r\nfour\r");
        assertThat(read(file)).containsExactly("one", "two", "", "four");
    }

    @Test
    void aLineWithABinaryZeroIsBad() throws Exception {
        Path file = directory.resolve("zeros");
        Files.writeString(file, "one\nt\0wo\nthree\n\0\0\0\0");
        try (InputLines lines = InputLines.open(file)) {
            for (boolean good : new boolean[] {true, false, true, false}) {
                assertThat(lines.next()).isTrue();
                if (good) {
                    assertThat(lines.text()).isNotEmpty();
                } else {
                    assertThatThrownBy(lines::text)
                            .isInstanceOf(BadLineException.class)
                            .hasMessageContaining("zero byte");
                }
            }
            assertThat(lines.next()).isFalse();
        }
    }

    private static void write(OutputStream out) throws IOException {
        write(out, TEXT.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        try (out) {
            out.write(bytes);
        }
    }

    private static List<String> read(Path file) throws Exception {
        List<String> read = new ArrayList<>();
        try (InputLines lines = InputLines.open(file)) {
            while (lines.next()) {
                read.add(lines.text());
            }
        }
        return read;
    }
}
