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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole node against the reference model, over random histories. {@code -Droost.sim.histories=N} sets how many,
 * {@code -Droost.long=true} makes them many more.
 */
class RoostHistoriesTest {
    private static final int HISTORIES = Settings.histories(2_000);

    @Test
    void everyPageIsThePlainQuerys() {
        long pages = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            pages += Histories.run(seed, 250, RoostSubject::new);
        }
        System.out.println(HISTORIES + " histories, " + pages + " pages compared");
        assertThat(pages).isGreaterThan(HISTORIES);
    }

    /** Seeds that found something once. */
    @ParameterizedTest
    @ValueSource(longs = {49, 62, 135, 173})
    void whatWasFoundStaysFixed(long seed) {
        Histories.run(seed, 250, RoostSubject::new);
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void whatWasShrunkStaysFixed(Path file) throws IOException {
        History history = History.parse(Files.readString(file));
        List<Function<SimSettings, Subject>> all =
                List.of(CoreSubject::new, TimelineSubject::new, RoostSubject::new);
        for (Function<SimSettings, Subject> subjects : all) {
            Histories.run(file.getFileName().toString(), history, subjects);
        }
    }

    static Stream<Path> regressions() throws Exception {
        return Files.list(Path.of(RoostHistoriesTest.class.getResource("/regressions").toURI()))
                .sorted();
    }
}
