package dev.roost.http;

import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Names;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole API of a node that keeps its state in memory, on a free port, and a client that speaks to it. */
public final class ApiServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    public static final String PASSWORD = "correct horse";
    private static final Passwords PASSWORDS = new Passwords();
    private static final String PASSWORD_HASH = PASSWORDS.hash(PASSWORD);

    public final Roost roost;
    private final FullStore store = new FullStore();
    /** All that the server answers, once it is started. */
    public Routes routes;
    /** By how much somebody has set the node's clock. */
    public final AtomicLong clockSetMs = new AtomicLong();

    private final MastodonApi api;
    private final HttpClient client;

    public ApiServer(Registrations registrations, boolean passwordGrant, RateLimits limits) throws IOException {
        this(registrations, passwordGrant, Names.DEFAULT, limits, false);
    }

    /** Behind a proxy, each call can come from an address of its own ({@code X-Forwarded-For}). */
    public ApiServer(
            Registrations registrations, boolean passwordGrant, Names names, RateLimits limits, boolean behindProxy)
            throws IOException {
        HttpSettings plain = HttpSettings.loopback(0);
        HttpSettings settings = new HttpSettings(
                plain.domain(),
                plain.baseUrl(),
                plain.streamingUrl(),
                plain.bindAddress(),
                0,
                "A <test> roost",
                plain.description(),
                "ops@example.org",
                java.util.List.of("Be kind"),
                registrations,
                behindProxy,
                passwordGrant,
                names,
                limits,
                plain.bounds());
        roost = Roost.open(store, TimelineSettings.DEFAULT, () -> Instant.now().plusMillis(clockSetMs.get()));
        api = MastodonApi.start(
                roost,
                settings,
                EntitySettings.at(settings.baseUrl(), settings.domain()),
                PASSWORDS,
                (added, entities) -> routes = added);
        client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    public ApiServer() throws IOException {
        this(Registrations.OPEN, true, RateLimits.OFF);
    }

    public int port() {
        return api.port();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** From now on the disk is full. */
    public void fillDisk() {
        store.fill();
    }

    /** An account with {@link #PASSWORD}, called {@code name@example.org}. */
    public AccountId account(String name, Standing standing) {
        Outcome outcome = roost.execute(
                new Command.CreateAccount(name, name + "@example.org", PASSWORD_HASH, "", standing, "en"));
        return ((Outcome.AccountCreated) outcome).id();
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer get(String path, Token token) {
        return send("GET", path, "", "Authorization", "Bearer " + token.text());
    }

    /** Sends a form: names and values in turn. */
    public Answer form(String method, String path, Token token, String... namesAndValues) {
        return send(
                method,
                path,
                encode(namesAndValues),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Authorization",
                token.text().isEmpty() ? "none" : "Bearer " + token.text());
    }

    public Answer post(String path, String... namesAndValues) {
        return form("POST", path, new Token(""), namesAndValues);
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An access token's text. */
    public record Token(String text) {}

    /** An application that was registered. */
    public record App(String id, String secret) {}

    public App app(String scopes, String redirectUris) {
        JsonNode app = post(
                        "/api/v1/apps",
                        "client_name",
                        "An <app>",
                        "redirect_uris",
                        redirectUris,
                        "scopes",
                        scopes,
                        "website",
                        "https://app.example")
                .json();
        return new App(app.get("client_id").asString(), app.get("client_secret").asString());
    }

    public App app() {
        return app("read write follow push", "urn:ietf:wg:oauth:2.0:oob\nhttps://app.example/back?x=1");
    }

    /** What the password grant answers; {@code more} are further fields, names and values in turn. */
    public Answer passwordGrant(App app, String login, String password, String... more) {
        return post("/oauth/token", passwordFields(app, login, password, more));
    }

    /** The fields that ask for it. */
    public static String[] passwordFields(App app, String login, String password, String... more) {
        String[] fields = {
            "grant_type",
            "password",
            "client_id",
            app.id(),
            "client_secret",
            app.secret(),
            "username",
            login,
            "password",
            password
        };
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }

    /** Signs in with the password grant. */
    public Token signIn(String name, String scopes) {
        App app = app();
        return new Token(passwordGrant(app, name + "@example.org", PASSWORD, "scope", scopes)
                .json()
                .get("access_token")
                .asString());
    }

    public Token appToken(App app, String scopes) {
        return new Token(post(
                        "/oauth/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        app.id(),
                        "client_secret",
                        app.secret(),
                        "scope",
                        scopes)
                .json()
                .get("access_token")
                .asString());
    }

    public static String encode(String... namesAndValues) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    @Override
    public void close() {
        client.close();
        api.close();
        roost.close();
    }
}
