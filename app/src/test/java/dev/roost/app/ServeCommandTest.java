package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Command;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server process as an operator meets it: how it starts, stops, and says why it cannot. */
@Timeout(120)
class ServeCommandTest {
    private static final int STOPPED_BY_SIGTERM = 143;
    private static final Pattern READY =
            Pattern.compile("Roost is ready at http://localhost:(\\d+) .*started in \\d+ ms\\)");

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void chooseDirectory() {
        data = directory.resolve("data");
    }

    @Test
    void itAnswersUntilItIsTerminated() throws Exception {
        try (RoostProcess server = serve()) {
            int port = port(server);
            assertThat(get(port, "/api/v1/instance").statusCode()).isEqualTo(200);
            assertThat(Files.getPosixFilePermissions(data.resolve("control.sock")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            server.terminate();
            assertThat(server.status()).isEqualTo(STOPPED_BY_SIGTERM);
            assertThat(server.errors()).noneMatch(line -> line.contains("Exception"));
        }
        assertThat(data.resolve("control.sock")).doesNotExist();
        try (RoostProcess again = serve()) {
            assertThat(get(port(again), "/api/v1/instance").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatEntitiesGiveAsAddressesArePages() throws Exception {
        try (RoostProcess server = serve()) {
            int port = port(server);
            assertPage(get(port, "/"), 200);
            assertPage(get(port, "/tags/bread"), 200);
            assertPage(get(port, "/@nobody"), 404);
            assertPage(get(port, "/@nobody/1"), 404);
            assertPage(get(port, "/users/nobody"), 404);
            assertPage(get(port, "/users/nobody/statuses/1"), 404);
        }
    }

    private static void assertPage(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void aKilledServerStartsAgain() throws Exception {
        try (RoostProcess server = serve()) {
            port(server);
            server.kill();
        }
        try (RoostProcess again = serve()) {
            assertThat(get(port(again), "/api/v1/instance").statusCode()).isEqualTo(200);
            assertThat(run("account", "list", "--data", data.toString()).lines())
                    .hasSize(1);
        }
    }

    /** Written while the clock was two hours ahead; it has been set right since. */
    @Test
    void aClockBehindTheLogIsSaidOnceAndLeavesTheServerReady() throws Exception {
        InstantSource ahead = () -> Instant.now().plus(Duration.ofHours(2));
        try (Roost roost = Roost.open(
                RocksDbStore.open(data, RocksDbSettings.DEFAULTS, Version.number()), TimelineSettings.DEFAULT, ahead)) {
            roost.execute(new Command.CreateAccount("ann", "", "", "ann", Standing.ACTIVE, "en"));
        }
        try (RoostProcess server = serve()) {
            int port = port(server);
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> ready = get(port, "/readyz");
                assertThat(ready.statusCode()).isEqualTo(200);
                assertThat(ready.body())
                        .contains("\"ready\":true", "\"clock\"", "\"note\"", "1 h 59 min behind the newest entry");
            }
            assertThat(server.errors())
                    .filteredOn(line -> line.contains("behind the newest entry of the log"))
                    .hasSize(1);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(
                    "roost: port " + port
                            + " of 127.0.0.1 is taken: stop what listens there, or choose another with --port",
                    "serve",
                    "--data",
                    data.toString(),
                    "--port",
                    port);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() throws Exception {
        assertFails(
                "roost: 192.0.2.1 is no address of this machine: choose one with --bind",
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--bind",
                "192.0.2.1");
    }

    @Test
    void aHeldDirectoryIsNamed() throws Exception {
        try (RoostProcess server = serve()) {
            port(server);
            assertFails(
                    "roost: data directory " + data + " is in use by process " + server.pid()
                            + ": stop that one, or choose another directory",
                    "serve",
                    "--data",
                    data.toString(),
                    "--port",
                    "0");
        }
    }

    @Test
    void aForeignDirectoryIsLeftAlone() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("thesis.txt"), "mine");
        assertFails(
                "roost: " + data.toRealPath()
                        + " is not a Roost data directory: it holds other files; choose an empty or" + " new directory",
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0");
        assertThat(data).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
    }

    @Test
    void aNewerDirectoryIsLeftAlone() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("roost-format"), "roost data directory\nformat 7\nwritten by roost 9.0.0\n");
        assertFails(
                "roost: " + data.toRealPath()
                        + " has format 7, written by roost 9.0.0; this program reads up to format 2:"
                        + " run the newer one",
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0");
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Files.writeString(data, "");
        assertFails(
                "roost: data directory " + data + " is not a directory: choose another path",
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0");
    }

    @Test
    void aWrongSettingIsNamed() throws Exception {
        Path config = Files.writeString(directory.resolve("roost.toml"), "\n[server]\nport = \"http\"\n");
        try (RoostProcess failed = run("serve", "--config", config.toString())) {
            assertThat(failed.status()).isEqualTo(2);
            assertThat(failed.errors())
                    .containsExactly("roost: " + config
                            + " line 3: server.port is \"http\"; allowed: a whole number from 0 to 65535");
        }
    }

    private void assertFails(String line, String... arguments) throws Exception {
        try (RoostProcess failed = run(arguments)) {
            assertThat(failed.status()).isEqualTo(1);
            assertThat(failed.errors()).containsExactly(line);
        }
    }

    private RoostProcess serve() throws IOException {
        return run("serve", "--data", data.toString(), "--port", "0");
    }

    private RoostProcess run(String... arguments) throws IOException {
        return RoostProcess.start(directory, arguments);
    }

    private static int port(RoostProcess server) throws IOException {
        String line = server.line();
        assertThat(line).as("first line of %s", server.errors()).isNotNull();
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches()).as(line).isTrue();
        return Integer.parseInt(ready.group(1));
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
