package dev.roost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class BenchHelpTest {
    /** The launcher shows the file, so that nothing is built to read it. */
    @Test
    void theFileIsWhatTheProgramWouldSay() throws IOException {
        assertThat(Path.of("help.txt")).content().isEqualTo(Bench.commandLine().getUsageMessage(Ansi.OFF));
        assertThat(Files.readString(Path.of("help.txt"))).startsWith("Usage: roost bench [");
    }
}
