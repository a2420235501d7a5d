package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void versionNamesTheProgramAndItsJava() {
        assertThat(commandLine.execute("version")).isZero();
        assertThat(out.toString()).startsWith("roost ").contains("java 25");
    }

    @Test
    void helpListsTheCommands() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(out.toString()).contains("version");
    }

    @Test
    void noCommandIsAskedWrongly() {
        assertThat(commandLine.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing command").contains("Usage: roost");
    }

    @Test
    void anUnknownCommandIsAskedWrongly() {
        assertThat(commandLine.execute("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("fly");
    }
}
