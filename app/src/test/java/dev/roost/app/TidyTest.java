package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules about the source text itself. */
class TidyTest {
    private static final int LINES_MAX = 500;
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void aFileStaysShort() throws IOException {
        assertThat(sources())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(lines(file))
                        .as(ROOT.relativize(file).toString())
                        .hasSizeLessThanOrEqualTo(LINES_MAX));
    }

    @Test
    void noTestSleeps() throws IOException {
        String sleep = "Thread." + "sleep(";
        assertThat(sources())
                .filteredOn(file -> file.toString().contains("/src/test/"))
                .allSatisfy(file -> assertThat(lines(file))
                        .as(ROOT.relativize(file).toString())
                        .noneMatch(line -> line.contains(sleep)));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(TidyTest::javaFilesIn)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> javaFilesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
