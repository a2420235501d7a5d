package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.run.AtRest;
import dev.roost.lab.run.FirstPages;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Follows;
import dev.roost.lab.servers.StartedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that the laboratory starts, in processes of their own. */
class LabServersTest {
    @Test
    void aStartedServerAnswersAndEnds() throws Exception {
        Target target;
        try (StartedServer server =
                StartedServer.start(LabServers.launch("pull=--strategy read --java -XX:TieredStopAtLevel=1"), null)) {
            target = server.target();
            assertThat(status(target)).isEqualTo(200);
            assertThat(server.cpuTime()).isPositive();
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> status(target));
    }

    @Test
    void aServerStartsAgainOnItsData() throws Exception {
        try (StartedServer server =
                StartedServer.start(LabServers.launchAsServe("again=--java -XX:TieredStopAtLevel=1"), null)) {
            Target before = server.target();
            Members members = FirstPages.prepare(
                            before, new Members(List.of(), List.of(), new Follows(new int[0][])), 1, 1, steps -> {})
                    .members();
            long readyNs = server.readyNs();
            server.stop();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> status(before));
            server.startAgain();
            assertThat(status(server.target())).isEqualTo(200);
            assertThat(server.readyNs()).isGreaterThan(readyNs);
            assertThat(server.startToReadyNs()).isPositive();
            assertThat(AtRest.await(server.target(), members, Long.MAX_VALUE / 4))
                    .isTrue();
        }
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> StartedServer.start(LabServers.launch("odd=--config no-such.toml"), null))
                .withMessageContaining("\"odd\" did not start")
                .withMessageContaining("no-such.toml");
    }

    private static int status(Target target) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(target.url() + "/api/v2/instance"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
