package dev.roost.http;

import dev.roost.http.accounts.AccountEndpoints;
import dev.roost.http.accounts.ListEndpoints;
import dev.roost.http.accounts.MarkerEndpoints;
import dev.roost.http.accounts.RelationshipEndpoints;
import dev.roost.http.accounts.TagEndpoints;
import dev.roost.http.auth.AppEndpoints;
import dev.roost.http.auth.CredentialEndpoints;
import dev.roost.http.auth.OAuthEndpoints;
import dev.roost.http.instance.DirectoryEndpoints;
import dev.roost.http.instance.DiscoveryEndpoints;
import dev.roost.http.instance.HealthEndpoints;
import dev.roost.http.instance.InstanceEndpoints;
import dev.roost.http.instance.QuietEndpoints;
import dev.roost.http.json.Entities;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.notifications.ConversationEndpoints;
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
import dev.roost.http.streaming.StreamLimits;
import dev.roost.http.streaming.Streaming;
import dev.roost.http.timelines.TimelineEndpoints;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * The whole API of a node, listening. Started and closed by one thread; the node is closed after it, by whoever opened
 * it.
 */
public final class MastodonApi implements AutoCloseable {
    private final Streaming streaming;
    private final HttpServer server;

    private MastodonApi(Streaming streaming, HttpServer server) {
        this.streaming = streaming;
        this.server = server;
    }

    /**
     * Begins to answer, on a server of its own.
     *
     * @see #start(HttpServer, Roost, HttpSettings, EntitySettings, Passwords, BiConsumer)
     * @throws IOException when the address or port cannot be had
     */
    public static MastodonApi start(
            Roost roost,
            HttpSettings settings,
            EntitySettings entitySettings,
            Passwords passwords,
            BiConsumer<Routes, Entities> more)
            throws IOException {
        return start(new HttpServer(settings), roost, settings, entitySettings, passwords, more);
    }

    /**
     * Begins to answer.
     *
     * @param server with the same settings, not started yet; belongs to the API from now on
     * @param more adds routes of other rooms, as the page at the root
     * @throws IOException when the address or port cannot be had
     */
    public static MastodonApi start(
            HttpServer server,
            Roost roost,
            HttpSettings settings,
            EntitySettings entitySettings,
            Passwords passwords,
            BiConsumer<Routes, Entities> more)
            throws IOException {
        Entities entities = new Entities(roost, entitySettings);
        CallLimits limits = new CallLimits(settings.rateLimits(), roost::nowMs);
        Routes routes = new Routes();
        registerSignIn(routes, roost, settings, passwords, limits, entities);
        registerInstance(routes, roost, settings, entities);
        registerContent(routes, roost, settings, entities);
        registerPeople(routes, roost, entities);
        more.accept(routes, entities);
        Streaming streaming =
                Streaming.of(roost, entities, StreamLimits.of(settings.bounds().streams()));
        streaming.register(routes);
        Authenticator authenticator = new Authenticator(roost.reads()::token, roost.reads()::account);
        try {
            server.start(routes, authenticator, limits, roost::nowMs);
        } catch (IOException notListening) {
            streaming.close();
            throw notListening;
        }
        return new MastodonApi(streaming, server);
    }

    private static void registerSignIn(
            Routes routes,
            Roost roost,
            HttpSettings settings,
            Passwords passwords,
            CallLimits limits,
            Entities entities) {
        new AppEndpoints(roost).register(routes);
        new OAuthEndpoints(roost, settings, passwords, limits).register(routes);
        new CredentialEndpoints(roost, entities).register(routes);
    }

    private static void registerInstance(Routes routes, Roost roost, HttpSettings settings, Entities entities) {
        new InstanceEndpoints(roost, settings).register(routes);
        new DiscoveryEndpoints(roost, settings).register(routes);
        new DirectoryEndpoints(roost, entities).register(routes);
        new PictureEndpoints().register(routes);
        new QuietEndpoints().register(routes);
        new HealthEndpoints(roost.health()).register(routes);
    }

    private static void registerContent(Routes routes, Roost roost, HttpSettings settings, Entities entities) {
        new PostEndpoints(roost, entities, settings).register(routes);
        new PostMarkEndpoints(roost, entities).register(routes);
        new TimelineEndpoints(roost, entities).register(routes);
        new NotificationEndpoints(roost, entities).register(routes);
        new ConversationEndpoints(roost, entities).register(routes);
        new SearchEndpoints(roost, entities, settings).register(routes);
    }

    private static void registerPeople(Routes routes, Roost roost, Entities entities) {
        new AccountEndpoints(roost, entities).register(routes);
        new RelationshipEndpoints(roost, entities).register(routes);
        new ListEndpoints(roost, entities).register(routes);
        new MarkerEndpoints(roost).register(routes);
        new TagEndpoints(entities).register(routes);
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Ends the streams, lets answers under way finish, then stops listening. */
    @Override
    public void close() {
        streaming.close();
        server.close();
    }
}
