package dev.roost.lab.run;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Single calls to a server, for what is not measured: setting up. Any thread; waits for the answer. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TURNED_AWAY = 503;

    /** How long a call goes out again that was turned away, and how often. */
    private static final long TURNED_AWAY_NS = 20_000_000_000L;

    private static final long AGAIN_MS = 250;

    /** Where accounts are made. */
    static final String ACCOUNTS = "/api/v1/accounts";

    private final Target target;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Api(Target target) {
        this.target = target;
    }

    JsonNode get(String path, @Nullable String token) throws LabException, InterruptedException {
        return call(request(path, token).GET().build());
    }

    JsonNode post(String path, @Nullable String token, Map<String, ?> body) throws LabException, InterruptedException {
        return call(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target.url() + path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> answer(HttpRequest request) throws LabException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException refused) {
            throw new LabException("nothing listens at " + target.url() + ": start the server, or name another target");
        } catch (IOException broken) {
            throw new LabException("no answer from " + target.url() + ": "
                    + broken.getClass().getSimpleName() + " " + broken.getMessage());
        }
    }

    private JsonNode call(HttpRequest request) throws LabException, InterruptedException {
        long untilNs = System.nanoTime() + TURNED_AWAY_NS;
        HttpResponse<String> response = answer(request);
        // A server may have no room for a moment, such as when it has just started: whoever sets up has time.
        while (response.statusCode() == TURNED_AWAY && System.nanoTime() < untilNs) {
            Thread.sleep(AGAIN_MS);
            response = answer(request);
        }
        String what = request.method() + " " + request.uri().getPath();
        if (response.statusCode() == 429) {
            throw new LabException(what + " was refused: too many requests. Switch the target's rate limits off for"
                    + " measurements; in Roost with enabled = false under [rate_limits]");
        }
        if (response.statusCode() == 403 && request.uri().getPath().equals(ACCOUNTS)) {
            throw new LabException(target.url() + " lets nobody register. Open it for measurements, in Roost with"
                    + " registrations = \"open\" under [community], or give accounts with --accounts");
        }
        if (response.statusCode() / 100 != 2) {
            throw new LabException(what + " was answered with " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException noJson) {
            throw new LabException(what + " was not answered in JSON");
        }
    }
}
