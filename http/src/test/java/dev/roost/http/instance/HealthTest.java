package dev.roost.http.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.App;
import dev.roost.http.ApiServer.Token;
import dev.roost.model.Standing;
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

    @Test
    void whileNothingCanBeChangedEveryChangeIsAnsweredSo() {
        server.account("ann", Standing.ACTIVE);
        App app = server.app();
        Token token = server.signIn("ann", "read write follow");
        server.fillDisk();
        for (int i = 0; i < 2; i++) {
            assertStopped(server.form("POST", "/api/v1/statuses", token, "status", "x"));
            assertStopped(server.form("PATCH", "/api/v1/accounts/update_credentials", token, "display_name", "x"));
            assertStopped(server.post("/api/v1/apps", "client_name", "x", "redirect_uris", "https://app.example/"));
            assertStopped(server.post(
                    "/oauth/token",
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    app.id(),
                    "client_secret",
                    app.secret(),
                    "scope",
                    "read"));
            assertStopped(server.passwordGrant(app, "ann@example.org", ApiServer.PASSWORD, "scope", "read"));
        }
        Answer health = server.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().get("healthy").asBoolean()).isFalse();
        assertThat(health.json().get("reasons").get(0).get("part").asString()).isEqualTo("writes");
        assertThat(health.text()).contains("the disk is full").doesNotContain("/srv/secret");
        assertThat(server.get("/readyz").status()).isEqualTo(503);
        assertThat(server.get("/api/v1/timelines/home", token).status()).isEqualTo(200);
        assertThat(server.get("/api/v1/accounts/verify_credentials", token).status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatCannotBeRevokedNowIsNotSaidToBe() {
        server.account("ann", Standing.ACTIVE);
        App app = server.app();
        String token = server.post(
                        "/oauth/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        app.id(),
                        "client_secret",
                        app.secret(),
                        "scope",
                        "read")
                .json()
                .get("access_token")
                .asString();
        server.fillDisk();
        for (int i = 0; i < 2; i++) {
            assertStopped(
                    server.post("/oauth/revoke", "client_id", app.id(), "client_secret", app.secret(), "token", token));
        }
    }

    private static void assertStopped(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.text()).isEqualTo("{\"error\":\"Nothing can be changed at the moment: the disk is full\"}");
    }
}
