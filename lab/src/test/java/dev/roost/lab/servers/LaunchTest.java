package dev.roost.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.run.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
    private static final List<String> OWN = List.of("-jar", "own.jar");

    @Test
    void argumentsGoToTheServer() throws Exception {
        Launch launch = Launch.parse("pull=--strategy read  --config a=b.toml", OWN);
        assertThat(launch.name()).isEqualTo("pull");
        assertThat(launch.program()).isEqualTo(OWN);
        assertThat(launch.arguments()).containsExactly("--strategy", "read", "--config", "a=b.toml");
        assertThat(launch.has("--config")).isTrue();
        assertThat(launch.has("--registrations")).isFalse();
        assertThat(Launch.parse("plain=", OWN).arguments()).isEmpty();
    }

    @Test
    void anotherJarAndJavaOptionsAreTheLaboratorysOwn(@TempDir Path folder) throws Exception {
        Path jar = Files.createFile(folder.resolve("old.jar"));
        Launch launch = Launch.parse("old=--java -Xmx1g --jar " + jar + " --strategy write", OWN);
        assertThat(launch.program()).containsExactly("-jar", jar.toString());
        assertThat(launch.javaOptions()).containsExactly("-Xmx1g");
        assertThat(launch.arguments()).containsExactly("--strategy", "write");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --strategy read       | is no NAME=ARGUMENTS
                    =--strategy read      | is no NAME=ARGUMENTS
                    a=--port 8420         | chosen by the laboratory
                    a=--data=/tmp/x       | chosen by the laboratory
                    a=--jar               | needs a value
                    a=--jar no-such.jar   | there is no jar
                    """)
    void mistakesAreTold(String text, String message) {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> Launch.parse(text, OWN))
                .withMessageContaining(message);
    }
}
