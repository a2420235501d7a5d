package dev.roost.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.App;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.model.Command;
import dev.roost.model.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Applications get tokens, and give them back. */
class TokenTest {
    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.account("ann", Standing.ACTIVE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anApplicationRegisters() {
        JsonNode app = server.send(
                        "POST",
                        "/api/v1/apps",
                        "{\"client_name\":\"x\",\"redirect_uris\":\"urn:ietf:wg:oauth:2.0:oob\",\"scopes\":\"read write\"}",
                        "Content-Type",
                        "application/json")
                .json();
        assertThat(app.get("id").isString()).isTrue();
        assertThat(app.get("redirect_uri").asString()).isEqualTo("urn:ietf:wg:oauth:2.0:oob");
        assertThat(app.get("client_id").asString()).matches("[A-Za-z0-9_-]{43}");
        assertThat(app.get("client_secret").asString()).matches("[A-Za-z0-9_-]{43}");
        assertThat(app.get("website").isNull()).isTrue();
        assertThat(app.has("vapid_key")).isTrue();
        assertThat(app.get("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
    }

    @Test
    void anApplicationNeedsANameAndAddresses() {
        assertThat(server.post("/api/v1/apps", "redirect_uris", "urn:ietf:wg:oauth:2.0:oob")
                        .status())
                .isEqualTo(422);
        for (String wrong : new String[] {
            "",
            "nowhere",
            "javascript:alert(1)",
            "https://a.example/#x",
            "https://a b",
            "view-source:https://a.example/",
            "jar:https://a.example/x!/",
            "filesystem:https://a.example/x",
            "blob:https://a.example/x",
            "data:text/html,x",
            "about:blank",
            "ABOUT:blank",
            "chrome://settings",
            "chrome-extension://abc/x",
            "moz-extension://abc/x",
            "file:///etc/passwd",
            "javascript://a/%0aalert(1)",
            "jar:/x",
            "blob:/x",
            "resource://a/b",
            "feed:https://a.example",
            "feed://a.example",
            "intent://a/#x",
            "ws://a.example/",
            "mailto:a@b",
            "tel:1",
            "urn:a:b",
            "localhost:3000/x",
            "//a.example/x",
            "/x",
            "https://a;script-src *",
            "https://a;x/",
            "https://a,b/",
            "https://*/",
            "https://*.example/",
            "https:///x",
            "https://a'b/",
            "http://a.example/\u00e4"
        }) {
            assertThat(server.post("/api/v1/apps", "client_name", "x", "redirect_uris", wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(server.post("/api/v1/apps", "client_name", "x", "redirect_uris", "my.app:/back", "scopes", "all")
                        .text())
                .contains("Scopes doesn't match");
    }

    @Test
    void privateSchemesAndPlainAddressesAreTaken() {
        for (String good : List.of(
                "com.example.app:/",
                "com.example.app:/back?x=1",
                "com.tapbots.Ivory.123:/",
                "icecubesapp://",
                "tusky://x",
                "my.app:/back",
                "http://localhost:3000/x",
                "http://127.0.0.1:8080/",
                "http://[::1]:80/x",
                "https://a.example/x;y?z=1",
                "http://my_host/x",
                "mastodon://callback",
                "urn:ietf:wg:oauth:2.0:oob")) {
            assertThat(server.post("/api/v1/apps", "client_name", "x", "redirect_uris", good)
                            .status())
                    .as(good)
                    .isEqualTo(200);
        }
    }

    @Test
    void anApplicationIsNobody() {
        App app = server.app();
        Token token = server.appToken(app, "read");
        Answer who = server.get("/api/v1/apps/verify_credentials", token);
        assertThat(who.json().get("name").asString()).isEqualTo("An <app>");
        Answer refused = server.get("/api/v1/accounts/verify_credentials", token);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("error").asString()).isEqualTo("This method requires an authenticated user");
    }

    @Test
    void aPasswordBuysAToken() {
        JsonNode me = server.get("/api/v1/accounts/verify_credentials", server.signIn("ann", "read write follow push"))
                .json();
        assertThat(me.get("username").asString()).isEqualTo("ann");
        assertThat(me.get("source").has("privacy")).isTrue();
    }

    @Test
    void theTokenAnswerIsWhatLibrariesExpect() {
        App app = server.app();
        JsonNode token =
                password(app, "ann@example.org", ApiServer.PASSWORD, "read").json();
        assertThat(token.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(token.get("scope").asString()).isEqualTo("read");
        assertThat(token.get("created_at").isIntegralNumber()).isTrue();
        assertThat(token.has("expires_in")).isFalse();
        assertThat(token.get("access_token").asString()).matches("[A-Za-z0-9_-]{43}");
        assertThat(password(app, "ANN", ApiServer.PASSWORD, "read").status()).isEqualTo(200);
    }

    @Test
    void wrongCredentialsAreRefused() {
        App app = server.app();
        assertError(password(app, "ann@example.org", "wrong", "read"), 400, "invalid_grant");
        assertError(password(app, "nobody@example.org", "wrong", "read"), 400, "invalid_grant");
        assertError(password(app, "", "", "read"), 400, "invalid_grant");
        assertError(
                password(new App(app.id(), "x"), "ann@example.org", ApiServer.PASSWORD, "read"), 401, "invalid_client");
        assertError(password(new App("x", app.secret()), "ann", ApiServer.PASSWORD, "read"), 401, "invalid_client");
        assertError(password(app, "ann@example.org", ApiServer.PASSWORD, "read admin:write"), 400, "invalid_scope");
        assertError(password(app, "ann@example.org", ApiServer.PASSWORD, "nonsense"), 400, "invalid_scope");
        assertError(
                server.post("/oauth/token", "client_id", app.id(), "client_secret", app.secret()),
                400,
                "invalid_request");
    }

    @Test
    void onlyActiveAccountsSignIn() {
        server.account("pending", Standing.PENDING);
        server.account("gone", Standing.DISABLED);
        App app = server.app();
        assertError(password(app, "pending@example.org", ApiServer.PASSWORD, "read"), 400, "invalid_grant");
        assertError(password(app, "gone@example.org", ApiServer.PASSWORD, "read"), 400, "invalid_grant");
    }

    @Test
    void disablingAnAccountEndsItsTokens() {
        Token token = server.signIn("ann", "read");
        server.roost.execute(new Command.SetStanding(
                server.roost.reads().accountNamed("ann").orElseThrow().id(), Standing.DISABLED));
        assertThat(server.get("/api/v1/accounts/verify_credentials", token).status())
                .isIn(401, 403);
    }

    @Test
    void clientsMayAuthenticateWithBasic() {
        App app = server.app();
        String basic =
                Base64.getEncoder().encodeToString((app.id() + ":" + app.secret()).getBytes(StandardCharsets.US_ASCII));
        Answer answer = server.send(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials&scope=read",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                "Basic " + basic);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsWorthNothing() {
        App app = server.app();
        Token token = new Token(password(app, "ann", ApiServer.PASSWORD, "read")
                .json()
                .get("access_token")
                .asString());
        assertThat(revoke(server.app(), token).status()).isEqualTo(403);
        assertThat(server.get("/api/v1/accounts/verify_credentials", token).status())
                .isEqualTo(200);
        assertThat(revoke(app, token).text()).isEqualTo("{}");
        assertThat(server.get("/api/v1/accounts/verify_credentials", token).status())
                .isEqualTo(401);
        assertThat(revoke(app, token).text()).isEqualTo("{}");
    }

    @Test
    void thePasswordGrantCanBeOff() throws IOException {
        try (ApiServer strict = new ApiServer(Registrations.OPEN, false, RateLimits.OFF)) {
            strict.account("ann", Standing.ACTIVE);
            App app = strict.app();
            Answer answer = strict.post(
                    "/oauth/token", "grant_type", "password", "client_id", app.id(), "client_secret", app.secret());
            assertError(answer, 400, "unsupported_grant_type");
            assertThat(strict.get("/.well-known/oauth-authorization-server")
                            .json()
                            .get("grant_types_supported")
                            .toString())
                    .doesNotContain("password");
        }
    }

    @Test
    void guessingIsLimited() throws IOException {
        RateLimits tight = new RateLimits(
                true, 300, 300, Duration.ofDays(1), 25, 3, 5, Duration.ofDays(1), 25, Duration.ofHours(1));
        try (ApiServer limited = new ApiServer(Registrations.OPEN, true, tight)) {
            limited.account("ann", Standing.ACTIVE);
            App app = limited.app();
            for (int i = 0; i < 3; i++) {
                assertThat(passwordOn(limited, app, "wrong").status()).isEqualTo(400);
            }
            assertThat(passwordOn(limited, app, ApiServer.PASSWORD).status()).isEqualTo(429);
        }
    }

    /** From an address each, by user name and e-mail address in turn. */
    @Test
    void guessingIsLimitedPerAccountWhateverTheAddressAndTheName() throws IOException {
        try (ApiServer limited = behindProxy()) {
            limited.account("ann", Standing.ACTIVE);
            App app = limited.app();
            for (String[] names : new String[][] {{"ann", "ANN@example.org"}, {"nobody", "NOBODY"}}) {
                for (int i = 0; i < 25; i++) {
                    assertThat(guess(limited, app, names[i % 2], "wrong", "203.0.113." + i))
                            .isEqualTo(400);
                }
                assertThat(guess(limited, app, names[0], "wrong", "203.0.113.99"))
                        .isEqualTo(429);
                assertThat(guess(limited, app, names[1], ApiServer.PASSWORD, "203.0.113.98"))
                        .isEqualTo(429);
            }
        }
    }

    @Test
    void strangersDoNotShutTheOwnerOut() throws IOException {
        try (ApiServer limited = behindProxy()) {
            limited.account("ann", Standing.ACTIVE);
            App app = limited.app();
            assertThat(guess(limited, app, "ann", ApiServer.PASSWORD, "198.51.100.7"))
                    .isEqualTo(200);
            for (int i = 0; i < 40; i++) {
                guess(limited, app, "ann", "wrong", "203.0.113." + i);
            }
            assertThat(guess(limited, app, "ann", ApiServer.PASSWORD, "203.0.113.99"))
                    .isEqualTo(429);
            assertThat(guess(limited, app, "ann@example.org", ApiServer.PASSWORD, "198.51.100.7"))
                    .isEqualTo(200);
        }
    }

    private static ApiServer behindProxy() throws IOException {
        return new ApiServer(Registrations.OPEN, true, Names.DEFAULT, RateLimits.MASTODON, true);
    }

    private static int guess(ApiServer server, App app, String login, String password, String address) {
        return server.send(
                        "POST",
                        "/oauth/token",
                        ApiServer.encode(ApiServer.passwordFields(app, login, password)),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Forwarded-For",
                        address)
                .status();
    }

    private static Answer passwordOn(ApiServer server, App app, String password) {
        return server.passwordGrant(app, "ann@example.org", password);
    }

    private Answer password(App app, String login, String password, String scope) {
        return server.passwordGrant(app, login, password, "scope", scope);
    }

    private Answer revoke(App app, Token token) {
        return server.post(
                "/oauth/revoke", "client_id", app.id(), "client_secret", app.secret(), "token", token.text());
    }

    private static void assertError(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asString()).isEqualTo(error);
        assertThat(answer.json().get("error_description").asString()).isNotBlank();
    }
}
