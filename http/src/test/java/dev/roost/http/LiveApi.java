package dev.roost.http;

import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.Secrets;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node in memory with its API on a free port; the test moves its clock. */
public final class LiveApi implements AutoCloseable {
    /** What follows the {@code @} in handles. */
    public static final String DOMAIN = "roost.example";

    private static final JsonMapper JSON = new JsonMapper();

    public final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
    public final Roost roost;
    private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    private final MastodonApi api;
    private final AppId app;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Somebody with a token. */
    public record User(AccountId id, String token) {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** An answer with its JSON. */
    public record Answer(int status, JsonNode json, HttpResponse<String> http) {
        public String link() {
            return http.headers().firstValue("Link").orElse("");
        }

        /** The values of one property of an array's objects. */
        public List<String> all(String name) {
            List<String> all = new ArrayList<>();
            json.forEach(each -> all.add(each.path(name).asString()));
            return all;
        }

        public String text(String name) {
            return json.path(name).asString();
        }

        public boolean yes(String name) {
            return json.path(name).asBoolean();
        }
    }

    /** One that answers. */
    public static LiveApi start() {
        try {
            return new LiveApi();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LiveApi() throws IOException {
        roost = Roost.open(new MemoryStore(), TimelineSettings.DEFAULT, clock);
        HttpSettings plain = HttpSettings.loopback(0);
        HttpSettings settings = new HttpSettings(
                DOMAIN,
                "http://" + DOMAIN,
                "ws://" + DOMAIN,
                plain.bindAddress(),
                0,
                plain.title(),
                plain.description(),
                plain.contactEmail(),
                plain.rules(),
                plain.registrations(),
                false,
                true,
                plain.names(),
                HttpSettings.RateLimits.OFF,
                plain.bounds());
        api = MastodonApi.start(
                roost,
                settings,
                EntitySettings.at(settings.baseUrl(), settings.domain()),
                new Passwords(),
                (routes, entities) -> {});
        app = ((Outcome.AppRegistered) roost.execute(new Command.RegisterApp(
                        "client", new byte[32], "test", List.of("x:y"), "read write follow", "")))
                .id();
    }

    /** Somebody new, with a token for everything. */
    public User user(String name) {
        AccountId id = account(name, Standing.ACTIVE);
        return new User(id, token(id, "read write follow"));
    }

    public AccountId account(String name, Standing standing) {
        return ((Outcome.AccountCreated)
                        roost.execute(new Command.CreateAccount(name, name + "@x.y", "", name, standing, "en")))
                .id();
    }

    public String token(AccountId account, String scopes) {
        String token = Secrets.random();
        roost.execute(new Command.IssueToken(Secrets.hash(token), app, account, scopes));
        return token;
    }

    public int port() {
        return api.port();
    }

    public URI uri(String path) {
        // Links name the server as its settings do, not with the port that the test was given.
        return URI.create("http://127.0.0.1:" + port() + path.replaceFirst("^http://[^/]*", ""));
    }

    public Answer get(User user, String path) {
        return send(user, "GET", path, "application/json", "");
    }

    /** A form of names and values in turn. */
    public Answer post(User user, String path, String... form) {
        return send(user, "POST", path, "application/x-www-form-urlencoded", encoded(form));
    }

    public Answer put(User user, String path, String... form) {
        return send(user, "PUT", path, "application/x-www-form-urlencoded", encoded(form));
    }

    public Answer delete(User user, String path, String... form) {
        return send(user, "DELETE", path, "application/x-www-form-urlencoded", encoded(form));
    }

    public Answer send(User user, String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!user.token().isEmpty()) {
            request.header("Authorization", "Bearer " + user.token());
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Writes a public post and answers its id. */
    public String write(User author, String text, String... more) {
        nowMs.incrementAndGet();
        String[] form = new String[more.length + 2];
        form[0] = "status";
        form[1] = text;
        System.arraycopy(more, 0, form, 2, more.length);
        Answer answer = post(author, "/api/v1/statuses", form);
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.text("id");
    }

    public void follow(User follower, User followee) {
        roost.execute(new Command.FollowAccount(follower.id(), followee.id(), true, false));
    }

    static String encoded(String... form) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < form.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(form[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
        }
        return body.toString();
    }

    @Override
    public void close() {
        api.close();
        roost.close();
        client.shutdownNow();
    }
}
