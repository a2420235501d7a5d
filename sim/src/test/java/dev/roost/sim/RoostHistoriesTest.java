package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole node against the reference model, over random histories. {@code -Droost.sim.histories=N} sets how many,
 * {@code -Droost.long=true} makes them many more.
 */
class RoostHistoriesTest {
    private static final int HISTORIES = Settings.histories(800);

    @Test
    void everyPageIsThePlainQuerys() {
        long pages = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            pages += Histories.run(seed, 200, RoostSubject::new);
        }
        System.out.println(HISTORIES + " histories, " + pages + " pages compared");
        assertThat(pages).isGreaterThan(HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void whatWasShrunkStaysFixed(Path file) throws IOException {
        History history = History.parse(Files.readString(file));
        List<Function<SimSettings, Subject>> all = List.of(CoreSubject::new, TimelineSubject::new, RoostSubject::new);
        for (Function<SimSettings, Subject> subjects : all) {
            Histories.run(file.getFileName().toString(), history, subjects);
        }
    }

    static List<Path> regressions() throws Exception {
        Path folder =
                Path.of(RoostHistoriesTest.class.getResource("/regressions").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
