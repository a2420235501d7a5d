package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.json.Entities;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.notifications.NotificationEndpoints;
import dev.roost.http.pictures.PictureEndpoints;
import dev.roost.http.posts.PostEndpoints;
import dev.roost.http.posts.PostMarkEndpoints;
import dev.roost.http.search.SearchEndpoints;
import dev.roost.http.server.Authenticator;
import dev.roost.http.server.CallLimits;
import dev.roost.http.server.HttpServer;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Routes;
import dev.roost.http.timelines.TimelineEndpoints;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Secrets;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a whole node in memory, on a real port, with accounts that are signed in by name. */
public final class SignedInNode implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("^<([^>]+)>; rel=\"next\", <([^>]+)>; rel=\"prev\"$");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long START_MS = 1_769_862_896_000L;

    /** Moves on with every look at it, so that nothing happens at one time. */
    private final AtomicLong nowMs = new AtomicLong(START_MS);

    private final Roost roost = Roost.open(
            new MemoryStore(), TimelineSettings.DEFAULT, () -> Instant.ofEpochMilli(nowMs.incrementAndGet()));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, AccountId> accounts = new HashMap<>();
    private final HttpSettings settings = HttpSettings.loopback(0);
    private final HttpServer server;
    private final AppId app;

    /** With these accounts, each with a token for everything. */
    public SignedInNode(String... usernames) throws IOException {
        Entities entities = new Entities(roost, EntitySettings.at(settings.baseUrl(), settings.domain()));
        Routes routes = new Routes();
        new PostEndpoints(roost, entities, settings).register(routes);
        new PostMarkEndpoints(roost, entities).register(routes);
        new TimelineEndpoints(roost, entities).register(routes);
        new NotificationEndpoints(roost, entities).register(routes);
        new SearchEndpoints(roost, entities, settings).register(routes);
        new PictureEndpoints().register(routes);
        server = new HttpServer(settings);
        server.start(
                routes,
                new Authenticator(roost.reads()::token, roost.reads()::account),
                new CallLimits(HttpSettings.RateLimits.OFF, roost::nowMs),
                roost::nowMs);
        app = ((Outcome.AppRegistered)
                        execute(new Command.RegisterApp("client", new byte[32], "tests", List.of(), "read write", "")))
                .id();
        for (String username : usernames) {
            signUp(username);
        }
    }

    private void signUp(String username) {
        Outcome.AccountCreated created = (Outcome.AccountCreated)
                execute(new Command.CreateAccount(username, "", "", username, Standing.ACTIVE, "en"));
        String token = Secrets.random();
        execute(new Command.IssueToken(Secrets.hash(token), app, created.id(), "read write"));
        accounts.put(username, created.id());
        tokens.put(username, token);
    }

    /** An answer. */
    public record Answer(int status, String text, Optional<String> link, Map<String, List<String>> headers) {
        /** The body as a tree. */
        public JsonNode json() {
            return MAPPER.readTree(text);
        }

        /** The ids of the entities of a page. */
        public List<String> ids() {
            assertThat(status).as(text).isEqualTo(200);
            return json().valueStream().map(each -> each.get("id").asString()).toList();
        }

        public String next() {
            return links().group(1);
        }

        public String previous() {
            return links().group(2);
        }

        private Matcher links() {
            Matcher matcher = LINK.matcher(link.orElseThrow());
            assertThat(matcher.matches()).as(link.orElseThrow()).isTrue();
            return matcher;
        }
    }

    public Outcome execute(Command command) {
        Outcome outcome = roost.execute(command);
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
        return outcome;
    }

    public AccountId account(String username) {
        return accounts.get(username);
    }

    public void follow(String follower, String followee) {
        execute(new Command.FollowAccount(account(follower), account(followee), true, false));
    }

    /** Posts and gives the id. */
    public String post(String author, String text, String... more) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("{\"status\":").append(MAPPER.writeValueAsString(text));
        for (int i = 0; i < more.length; i += 2) {
            body.append(",\"")
                    .append(more[i])
                    .append("\":\"")
                    .append(more[i + 1])
                    .append('"');
        }
        Answer answer =
                call(author, "POST", "/api/v1/statuses", body.append('}').toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("id").asString();
    }

    public Answer get(String username, String path) throws IOException, InterruptedException {
        return call(username, "GET", path, "");
    }

    /** A POST without a body. */
    public Answer act(String username, String path) throws IOException, InterruptedException {
        return call(username, "POST", path, "");
    }

    /**
     * A call with a JSON body.
     *
     * @param username empty for nobody
     * @param path or a whole address, as from a Link header
     */
    public Answer call(String username, String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        // Links name the server as its settings do, not with the port that the test was given.
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path.replaceFirst("^http://[^/]*", ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!username.isEmpty()) {
            request.header("Authorization", "Bearer " + tokens.get(username));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Link"),
                response.headers().map());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        roost.close();
    }
}
