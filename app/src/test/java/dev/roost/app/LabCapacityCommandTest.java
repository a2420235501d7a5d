package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is measured: of the first size nothing is told, for its server is not started. */
class LabCapacityCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSizeThatTheMachineDoesNotHave() throws Exception {
        assertThat(capacity("--cpus", "1,1,1,1,4096")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("roost: 4096.0 processors cannot be had: give sizes from 0.1 to")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sizesOfWhichTooFewDiffer() throws Exception {
        assertThat(capacity("--cpus", "1", "--points", points(1, 1, 1, 2, 4))).isEqualTo(1);
        assertThat(err.toString()).startsWith("roost: too few sizes for a fit").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tooFewSizesWithThoseOfAnEarlierRun() throws Exception {
        assertThat(capacity("--cpus", "1", "--points", points(2, 4, 8))).isEqualTo(1);
        assertThat(err.toString()).contains("name five or more, not 4").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSizeHeldOutThatIsNotThere() throws Exception {
        assertThat(capacity("--cpus", "1", "--points", points(2, 3, 4, 5, 6), "--hold-out", "7"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("roost: --hold-out 7.0 is none of the sizes")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aNodeWithoutItsSize() throws Exception {
        String right = "http://127.0.0.1:1@";
        assertThat(capacity("--nodes", right + "1," + right + "2," + right + "3," + right + "4,http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("roost: \"http://127.0.0.1:1\" is no URL@N")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private String points(int... sizes) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int each : sizes) {
            lines.append("{\"size\":")
                    .append(each)
                    .append(",\"perSecond\":")
                    .append(100 * each)
                    .append("}\n");
        }
        return Files.writeString(folder.resolve("points.json"), lines).toString();
    }

    private int capacity(String... more) throws Exception {
        Path slo = Files.writeString(
                folder.resolve("slo.yaml"), "objectives: [{measure: home, within: 50ms, target: 99%}]\n");
        List<String> arguments = new ArrayList<>(List.of("lab", "capacity", "quiet", "--slo", slo.toString()));
        arguments.addAll(List.of(more));
        return Main.commandLine(arguments.toArray(String[]::new))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
