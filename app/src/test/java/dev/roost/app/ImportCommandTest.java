package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNotThereLeavesNoDataDirectoryBehind() throws Exception {
        Path good = Files.writeString(folder.resolve("good.tsv"), "1\t2\n");
        Path data = folder.resolve("data");
        StringWriter err = new StringWriter();
        String[] arguments = {
            "import",
            "--data",
            data.toString(),
            good.toString(),
            folder.resolve("gone.tsv").toString()
        };
        int status =
                Main.commandLine(arguments).setErr(new PrintWriter(err, true)).execute(arguments);
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("roost: there is no ")
                .contains("gone.tsv")
                .hasLineCount(1);
        assertThat(data).doesNotExist();
    }
}
