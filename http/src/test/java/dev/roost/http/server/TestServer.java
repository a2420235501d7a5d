package dev.roost.http.server;

import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Standing;
import dev.roost.runtime.admission.AdmissionQueue;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A real server on a free port with tokens and accounts made up by the test. */
final class TestServer implements AutoCloseable {
    final Routes routes = new Routes();
    final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, Account> accounts = new HashMap<>();
    private final List<AccessToken> tokens = new ArrayList<>();
    private final HttpServer server;
    private final Authenticator authenticator;
    private final CallLimits callLimits;

    TestServer(HttpSettings.RateLimits limits, HttpSettings.Bounds bounds) {
        this(limits, bounds, Room.of(bounds.connections()), System::nanoTime);
    }

    /** A process with so much room, in which time passes as the test says. */
    TestServer(HttpSettings.RateLimits limits, HttpSettings.Bounds bounds, Room room, LongSupplier clockNs) {
        this(limits, bounds, room, clockNs, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** @param requests runs what answers requests */
    TestServer(
            HttpSettings.RateLimits limits,
            HttpSettings.Bounds bounds,
            Room room,
            LongSupplier clockNs,
            Executor requests) {
        HttpSettings plain = HttpSettings.loopback(0);
        HttpSettings settings = new HttpSettings(
                plain.domain(),
                plain.baseUrl(),
                plain.streamingUrl(),
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
                limits,
                bounds);
        authenticator = new Authenticator(
                hash -> tokens.stream()
                        .filter(token -> Arrays.equals(token.tokenHash(), hash))
                        .findFirst(),
                id -> Optional.ofNullable(accounts.get(id.value())));
        server = new HttpServer(settings, room, clockNs, requests);
        callLimits = new CallLimits(limits, nowMs::get);
    }

    TestServer() {
        this(HttpSettings.RateLimits.OFF, HttpSettings.Bounds.DEFAULT);
    }

    TestServer start() throws IOException {
        server.start(routes, authenticator, callLimits, nowMs::get);
        return this;
    }

    /** A token of the account with this number. */
    String tokenOf(int account, Standing standing, String scopes) {
        AccountId id = new AccountId(account);
        accounts.put(
                account,
                new Account(id, "user" + account, "", "", 0, standing, Profile.named("U"), PostingDefaults.NONE));
        return token(id, scopes);
    }

    String appToken(String scopes) {
        return token(null, scopes);
    }

    private String token(AccountId account, String scopes) {
        String token = Secrets.random();
        tokens.add(new AccessToken(Secrets.hash(token), new AppId(1), account, scopes, 0));
        return token;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> sendBytes(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.ofByteArray(body))
                .headers(headers)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    Admission admission() {
        return server.admission();
    }

    AdmissionQueue queue() {
        return server.queue();
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
