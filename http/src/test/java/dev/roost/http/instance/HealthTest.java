package dev.roost.http.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.runtime.NodeHealth.Reason;
import dev.roost.runtime.NodeHealth.Severity;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who watch a server are told. */
class HealthTest {
    private final AtomicReference<Optional<Reason>> reason = new AtomicReference<>(Optional.empty());
    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.roost.health().ask(reason::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatIsWellSaysSo() {
        assertThat(server.get("/health").text()).isEqualTo("OK");
        assertThat(server.get("/readyz").status()).isEqualTo(200);
        assertThat(server.get("/readyz").text()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"NOTE, 200, 200, true", "NOT_READY, 200, 503, false", "WRITES_STOPPED, 503, 503, false"})
    void reasonsAreTold(Severity severity, int health, int readyz, boolean ready) {
        reason.set(Optional.of(new Reason("clock", severity, "the clock is \"ahead\"")));
        assertThat(server.get("/health").status()).isEqualTo(health);
        Answer answer = server.get("/readyz");
        assertThat(answer.status()).isEqualTo(readyz);
        assertThat(answer.json().get("ready").asBoolean()).isEqualTo(ready);
        assertThat(answer.json().get("reasons").get(0).get("part").asString()).isEqualTo("clock");
        assertThat(answer.json().get("reasons").get(0).get("severity").asString())
                .isEqualTo(severity.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(answer.json().get("reasons").get(0).get("text").asString()).isEqualTo("the clock is \"ahead\"");
        if (readyz == 503) {
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }
}
