package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LabRivalCommandTest {
    @Test
    void twoRoundsTellTooLittle() {
        StringWriter err = new StringWriter();
        String[] arguments = {"lab", "rival", "--rounds", "2"};
        int status = Main.commandLine(arguments)
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith("--rounds must be 3 or more");
    }
}
