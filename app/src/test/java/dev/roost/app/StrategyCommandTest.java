package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code roost strategy} says, and does to a server. */
class StrategyCommandTest {
    @TempDir
    private Path directory;

    @Test
    void aRunningServerChangesItsStrategyAtOnce() throws Exception {
        try (RoostProcess server = RoostProcess.start(directory, "serve", "--data", data(), "--port", "0")) {
            assertThat(server.line()).contains("Roost is ready");
            assertThat(said())
                    .containsExactly("strategy: hybrid", "celebrities: above 10,000 active followers, 0 at present");
            assertThat(said("READ"))
                    .contains("strategy: read, before: hybrid")
                    .anyMatch(line -> line.contains("restart") && line.contains("timelines.strategy"));
            assertThat(said()).contains("strategy: read");
            assertThat(said("read")).contains("strategy: read, as before");
            try (RoostProcess verify = strategy("verify", "--strategy", "all")) {
                assertThat(verify.lines()).contains("all is well");
                assertThat(verify.status()).isZero();
            }
            assertThat(said()).contains("strategy: read");
            try (RoostProcess wrong = strategy("strategy", "push")) {
                assertThat(wrong.status()).isEqualTo(1);
                assertThat(wrong.errors()).containsExactly("roost: no strategy push: read, write or hybrid");
            }
        }
    }

    @Test
    void withoutAServerItIsASetting() throws Exception {
        try (RoostProcess alone = strategy("strategy")) {
            assertThat(alone.status()).isEqualTo(1);
            assertThat(alone.errors())
                    .singleElement()
                    .asString()
                    .startsWith("roost: no server runs on " + data())
                    .contains("timelines.strategy");
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private List<String> said(String... wanted) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("strategy"));
        arguments.addAll(List.of(wanted));
        try (RoostProcess strategy = strategy(arguments.toArray(String[]::new))) {
            List<String> lines = strategy.lines();
            assertThat(strategy.status()).as("%s", strategy.errors()).isZero();
            return lines;
        }
    }

    private RoostProcess strategy(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data()));
        return RoostProcess.start(directory, all.toArray(String[]::new));
    }
}
