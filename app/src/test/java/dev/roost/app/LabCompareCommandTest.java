package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is refused before any server is started. */
class LabCompareCommandTest {
    private final StringWriter err = new StringWriter();

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSizeThatTheMachineDoesNotHave() {
        assertThat(compare("--start", "a=", "--start", "b=", "--cpus", "4096")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("roost: 4096.0 processors cannot be had: give sizes from 0.1 to")
                .hasLineCount(1);
    }

    @Test
    void aLimitForAServerThatRunsAlready() {
        assertThat(compare("--start", "a=", "--target", "http://127.0.0.1:1", "--cpus", "1"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--cpus limits servers of --start");
    }

    @Test
    void nothingToCompareWith() {
        assertThat(compare("--start", "a=")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--target or --start is needed twice or more");
    }

    private int compare(String... more) {
        List<String> arguments = new ArrayList<>(List.of("lab", "compare", "quiet"));
        arguments.addAll(List.of(more));
        return Main.commandLine(arguments.toArray(String[]::new))
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
