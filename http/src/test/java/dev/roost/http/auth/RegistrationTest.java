package dev.roost.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.ReservedNames;
import dev.roost.model.Standing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People get accounts through applications. */
class RegistrationTest {
    private static Answer register(ApiServer server, String... changed) {
        Token token = server.appToken(server.app(), "read write");
        String[] fields = {
            "username",
            "new_one",
            "email",
            "new@example.org",
            "password",
            "long enough",
            "agreement",
            "1",
            "locale",
            "en"
        };
        for (int i = 0; i < changed.length; i += 2) {
            for (int j = 0; j < fields.length; j += 2) {
                fields[j + 1] = fields[j].equals(changed[i]) ? changed[i + 1] : fields[j + 1];
            }
        }
        return server.form("POST", "/api/v1/accounts", token, fields);
    }

    @Test
    void aNewAccountIsSignedIn() throws IOException {
        try (ApiServer server = new ApiServer()) {
            Answer answer = register(server);
            assertThat(answer.json().get("scope").asString()).isEqualTo("read write");
            Token token = new Token(answer.json().get("access_token").asString());
            assertThat(server.get("/api/v1/accounts/verify_credentials", token)
                            .json()
                            .get("username")
                            .asString())
                    .isEqualTo("new_one");
        }
    }

    @Test
    void eachFieldsTroubleIsNamed() throws IOException {
        try (ApiServer server = new ApiServer()) {
            server.account("ann", Standing.ACTIVE);
            assertDetail(register(server, "username", "ANN"), "username", "ERR_TAKEN");
            assertDetail(register(server, "email", "ann@example.org"), "email", "ERR_TAKEN");
            assertDetail(register(server, "username", "not a name!"), "username", "ERR_INVALID");
            assertDetail(register(server, "username", "x".repeat(31)), "username", "ERR_TOO_LONG");
            assertDetail(register(server, "username", ""), "username", "ERR_BLANK");
            assertDetail(register(server, "email", "no address"), "email", "ERR_INVALID");
            assertDetail(register(server, "password", "short"), "password", "ERR_TOO_SHORT");
            assertDetail(register(server, "agreement", "False"), "agreement", "ERR_ACCEPTED");
        }
    }

    @Test
    void namesOfOperatorsAreReserved() throws IOException {
        try (ApiServer server = new ApiServer()) {
            for (String name :
                    List.of("admin", "ROOT", "Support", "abuse", "r00t", "_admin_", "M0d3rator", "postmaster")) {
                assertDetail(register(server, "username", name), "username", "ERR_RESERVED");
                assertThat(server.roost.reads().accountNamed(name)).as(name).isEmpty();
            }
            assertThat(register(server, "username", "admiral").status()).isEqualTo(200);
            // Whoever runs the server may: the names are looked at only here.
            server.account("admin", Standing.ACTIVE);
        }
        Names names = new Names("roost", ReservedNames.of(List.of("boss")));
        try (ApiServer server = new ApiServer(Registrations.OPEN, true, names, RateLimits.OFF, false)) {
            assertDetail(register(server, "username", "Boss"), "username", "ERR_RESERVED");
            assertThat(register(server, "username", "admin").status()).isEqualTo(200);
        }
    }

    @Test
    void theDoorCanBeShut() throws IOException {
        try (ApiServer server = new ApiServer(Registrations.CLOSED, true, RateLimits.OFF)) {
            assertThat(register(server).status()).isEqualTo(403);
        }
    }

    @Test
    void anOperatorMayDecide() throws IOException {
        try (ApiServer server = new ApiServer(Registrations.APPROVAL, true, RateLimits.OFF)) {
            Answer answer = register(server);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("pending approval");
            assertThat(server.roost
                            .reads()
                            .accountNamed("new_one")
                            .orElseThrow()
                            .standing())
                    .isEqualTo(Standing.PENDING);
        }
    }

    @Test
    void onlyApplicationsRegisterPeople() throws IOException {
        try (ApiServer server = new ApiServer()) {
            server.account("ann", Standing.ACTIVE);
            assertThat(server.post("/api/v1/accounts").status()).isEqualTo(401);
            assertThat(server.form("POST", "/api/v1/accounts", server.signIn("ann", "write"))
                            .status())
                    .isEqualTo(403);
        }
    }

    private static void assertDetail(Answer answer, String field, String code) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("error").asString()).startsWith("Validation failed: ");
        assertThat(answer.json().get("details").get(field).get(0).get("error").asString())
                .isEqualTo(code);
    }
}
