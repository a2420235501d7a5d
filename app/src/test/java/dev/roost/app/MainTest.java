package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesTheProgramAndItsJava() {
        assertThat(roost("version")).isZero();
        assertThat(out.toString()).startsWith("roost ").contains("java 25");
    }

    @Test
    void helpListsTheCommands() {
        assertThat(roost("--help")).isZero();
        assertThat(out.toString())
                .contains("serve", "demo", "import", "export", "account", "post", "verify", "lab", "version")
                .containsPattern("(?m)^  bench     \\S")
                .containsPattern("(?m)^  check     \\S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo", "import", "export", "account", "post", "verify", "lab", "version"})
    void eachCommandExplainsItselfAlone(String command) {
        assertThat(roost(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: roost " + command + " [-hV]")
                .doesNotContain("  check ");
        assertThat(Main.commandLine(command).getSubcommands()).containsOnlyKeys(command);
    }

    /** Descriptions are formats: where a percent sign is not doubled, help begins with a warning. */
    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo", "import", "export", "account", "post", "verify", "lab", "version"})
    void descriptionsCanBeShown(String command) {
        assertDescribed(Main.commandLine(command));
    }

    private static void assertDescribed(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        assertFormats(spec.qualifiedName(), spec.usageMessage().description());
        spec.args().forEach(arg -> assertFormats(spec.qualifiedName() + " " + arg.paramLabel(), arg.description()));
        command.getSubcommands().values().forEach(MainTest::assertDescribed);
    }

    private static void assertFormats(String of, String[] lines) {
        for (String line : lines) {
            assertThatCode(() -> line.formatted()).as(of + ": " + line).doesNotThrowAnyException();
        }
    }

    @Test
    void noCommandIsAskedWrongly() {
        assertThat(roost()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing command").contains("Usage: roost");
    }

    @Test
    void anUnknownCommandIsAskedWrongly() {
        assertThat(roost("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("fly").contains("serve");
    }

    private int roost(String... arguments) {
        return Main.commandLine(arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
