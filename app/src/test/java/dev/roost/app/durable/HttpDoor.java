package dev.roost.app.durable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the Mastodon API. */
final class HttpDoor implements Door {
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    HttpDoor(int port, String token) {
        base = "http://127.0.0.1:" + port + "/api/v1/";
        this.token = token;
    }

    HttpResponse<String> send(String method, String path, String body, String key) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer; a server that is going down may refuse. */
    private String ask(String method, String path, String body, String key) throws IOException {
        HttpResponse<String> answer = send(method, path, body, key);
        if (answer.statusCode() == 503) {
            throw new IOException(answer.body());
        }
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public String post(int author, String key) throws IOException {
        String body = ask("POST", "statuses", "{\"status\":\"" + key + "\"}", key);
        Matcher id = ID.matcher(body);
        if (!id.find()) {
            throw new AssertionError(body);
        }
        return id.group(1);
    }

    @Override
    public void delete(int author, String post) throws IOException {
        ask("DELETE", "statuses/" + post, "", "");
    }

    @Override
    public void boost(int author, String post) throws IOException {
        ask("POST", "statuses/" + post + "/reblog", "", "");
    }

    @Override
    public void follow(int follower, int followee, boolean follows) throws IOException {
        ask("POST", "accounts/" + followee + (follows ? "/follow" : "/unfollow"), "", "");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
