package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive as a stranger unpacks it: without sources, without Maven. */
@DisabledOnOs(OS.WINDOWS)
class DistributionTest {
    private static final Pattern URL = Pattern.compile("http://\\S+:\\d+");
    /** Only for tests, and so not in what is distributed. */
    private static final List<String> OF_TESTS = List.of(
            "archunit", "junit-", "opentest4j", "apiguardian-api", "assertj-core", "byte-buddy", "jsoup", "surefire");

    @TempDir
    private Path scratch;

    private Path installed;

    @BeforeEach
    void unpack() throws Exception {
        Path archive = Installation.at(scratch).makeArchive(scratch);
        assertThat(archive.getFileName().toString()).matches("roost-[0-9.]+\\.tar\\.gz");
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString())
                .directory(scratch.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        installed = scratch.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void itServesAsItIs() throws Exception {
        Path data = scratch.resolve("data");
        Ran created = run(installed, "account", "create", "ada", "--email", "a@b.org", "--data", data.toString());
        assertThat(created.status()).as(created.output()).isZero();
        Process server = start(installed, "serve", "--data", data.toString(), "--port", "0");
        try {
            String ready = server.inputReader().readLine();
            Matcher url = URL.matcher(ready == null ? "" : ready);
            assertThat(url.find()).as(ready).isTrue();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url.group() + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("OK");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void whatNeedsTheSourcesSaysSo() throws Exception {
        for (String command : List.of("check", "bench", "dist")) {
            Ran ran = run(installed, command);
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.output()).contains("works among the sources only").doesNotContain("Maven", "mvn");
        }
        Files.delete(installed.resolve("lib/roost.jar"));
        Ran ran = run(installed, "version");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output()).contains("unpack the whole archive again").doesNotContain("Maven", "mvn");
    }

    @Test
    void itHoldsWhatAnInstallationNeeds() throws IOException {
        assertThat(installed.resolve("roost")).isExecutable();
        for (String name : List.of(
                "LICENSE",
                "THIRD-PARTY.md",
                "README.md",
                "docs/operations.md",
                "examples/roost.toml",
                "examples/roost.env",
                "examples/roost.service")) {
            assertThat(installed.resolve(name)).isRegularFile();
        }
        assertThat(installed.resolve("pom.xml")).doesNotExist();
        assertThat(Files.readString(installed.resolve("examples/roost.service")))
                .contains("ExecStart=/opt/roost/current/roost serve", "SuccessExitStatus=143");
    }

    @Test
    void theLicenceOfEachLibraryIsNamed() throws IOException {
        String named = Files.readString(installed.resolve("THIRD-PARTY.md"));
        List<String> libraries = Installation.classPath()
                .filter(each -> each.endsWith(".jar"))
                .map(each -> Path.of(each).getFileName().toString().replaceAll("-\\d[^/]*\\.jar$", ""))
                .filter(each -> OF_TESTS.stream().noneMatch(each::startsWith))
                .filter(each -> !each.startsWith("roost-"))
                .toList();
        assertThat(libraries).contains("caffeine", "rocksdbjni");
        assertThat(libraries).allSatisfy(each -> assertThat(named).containsPattern("[| ]" + each + "[ ,]"));
    }

    private record Ran(int status, String output) {}

    private Ran run(Path home, String... arguments) throws Exception {
        Process process = start(home, arguments);
        process.getOutputStream().close();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        String errors = Files.readString(scratch.resolve("errors"));
        return new Ran(process.waitFor(), process.exitValue() == 0 ? output : output + errors);
    }

    private Process start(Path home, String... arguments) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("bash", home.resolve("roost").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(scratch.toFile())
                .redirectError(scratch.resolve("errors").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ROOST_AOT", "off");
        builder.environment().remove("ROOST_NO_BUILD");
        return builder.start();
    }
}
