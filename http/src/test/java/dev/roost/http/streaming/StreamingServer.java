package dev.roost.http.streaming;

import dev.roost.http.server.Authenticator;
import dev.roost.http.server.CallLimits;
import dev.roost.http.server.HttpServer;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Routes;
import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server with streams and nothing else; events are published by the test. */
final class StreamingServer implements AutoCloseable {
    static final AccountId ALICE = new AccountId(1);
    static final AccountId BOB = new AccountId(2);
    static final int ALICES_LIST = 7;

    final Map<TokenHash, AccessToken> tokens = new ConcurrentHashMap<>();
    final AtomicInteger watched = new AtomicInteger();
    final Hub hub;
    final Streaming streaming;
    private final HttpServer server;

    StreamingServer(StreamLimits limits) throws IOException {
        hub = new Hub(limits, topic -> switch (topic) {
            case Topic.Home _, Topic.Members _ -> {
                watched.incrementAndGet();
                yield Optional.of(watched::decrementAndGet);
            }
            case Topic.Notifications _, Topic.Direct _, Topic.Tagged _, Topic.Everything _ -> Optional.empty();
        });
        StreamRights rights = new StreamRights(
                hash -> Optional.ofNullable(tokens.get(TokenHash.of(hash))),
                id -> Optional.of(account(id)),
                (owner, list) -> owner.equals(ALICE) && list.value() == ALICES_LIST);
        streaming = new Streaming(hub, rights);
        Routes routes = new Routes();
        streaming.register(routes);
        HttpSettings settings = HttpSettings.loopback(0);
        server = new HttpServer(settings);
        server.start(
                routes,
                new Authenticator(
                        hash -> Optional.ofNullable(tokens.get(TokenHash.of(hash))), id -> Optional.of(account(id))),
                new CallLimits(HttpSettings.RateLimits.OFF, System::currentTimeMillis),
                System::currentTimeMillis);
    }

    /** A token of this account with these scopes. */
    String token(AccountId account, String scopes) {
        String token = Secrets.random();
        byte[] hash = Secrets.hash(token);
        tokens.put(TokenHash.of(hash), new AccessToken(hash, new AppId(1), account, scopes, 0));
        return token;
    }

    /** Publishes to a topic, as the dispatcher does. */
    void publish(Topic topic, String name, String data) {
        hub.publish(topic, new Event(name, data));
    }

    int port() {
        return server.port();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + "/api/v1/streaming" + path);
    }

    URI ws(String query) {
        return URI.create("ws://127.0.0.1:" + port() + "/api/v1/streaming" + query);
    }

    @Override
    public void close() {
        streaming.close();
        server.close();
    }

    private static Account account(AccountId id) {
        return new Account(id, "a" + id, "", "", 0, Standing.ACTIVE, Profile.named("A"), PostingDefaults.NONE);
    }
}
