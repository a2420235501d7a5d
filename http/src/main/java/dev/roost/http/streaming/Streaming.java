package dev.roost.http.streaming;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Network;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.runtime.Roost;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams over WebSockets and server-sent events.
 *
 * <p>No thread waits for a stream: an event is put into each connection's bounded queue, and written when the
 * connection takes it. A connection whose queue is full is closed. Made once for a node; any thread.
 */
public final class Streaming implements AutoCloseable {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String BEARER = "bearer ";

    /** How long clients may take to hear that the server stops. */
    private static final long GOODBYE_MS = 2_000;

    /** Streams that are written to at a time: writing does not block. */
    private static final int WRITERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    private final StreamRights rights;
    private final Hub hub;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final Turns turns = new Turns(writers, WRITERS);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("roost-stream-heartbeat").daemon().factory());

    private final ScheduledFuture<?> heartbeat;

    Streaming(Hub hub, StreamRights rights) {
        this.hub = hub;
        this.rights = rights;
        long everyMs = hub.limits().heartbeat().toMillis();
        this.heartbeat = clock.scheduleAtFixedRate(this::beat, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** Streams of this node, from now on. */
    public static Streaming of(Roost roost, Entities entities, StreamLimits limits) {
        Dispatcher dispatcher = new Dispatcher(roost, entities, limits);
        roost.changes().afterwards(dispatcher);
        return new Streaming(dispatcher.hub(), StreamRights.in(roost.reads()));
    }

    /** Adds the routes. The token is looked at here, since a WebSocket can bring it where no other request does. */
    public void register(Routes routes) {
        routes.get("/api/v1/streaming/health", Access.uncounted(), call -> Reply.text("OK"));
        routes.stream("/api/v1/streaming", Access.anybody(), this::openSocket);
        events(routes, "/user", StreamName.USER);
        events(routes, "/user/notification", StreamName.USER_NOTIFICATION);
        events(routes, "/public", StreamName.PUBLIC);
        events(routes, "/public/local", StreamName.PUBLIC_LOCAL);
        events(routes, "/public/remote", StreamName.PUBLIC_REMOTE);
        events(routes, "/hashtag", StreamName.HASHTAG);
        events(routes, "/hashtag/local", StreamName.HASHTAG_LOCAL);
        events(routes, "/list", StreamName.LIST);
        events(routes, "/direct", StreamName.DIRECT);
    }

    private void events(Routes routes, String path, StreamName name) {
        routes.stream(
                "/api/v1/streaming" + path,
                Access.anybody(),
                (call, request, response, callback) -> openEvents(name, call, request, response, callback));
    }

    /** Sends a sign of life over every connection. */
    void beat() {
        try {
            hub.connections().forEach(Connection::beat);
        } catch (RuntimeException e) {
            LOG.error("the heartbeat of streams has stopped", e);
            throw e;
        }
    }

    /** How many connections are open. */
    int connections() {
        return hub.connections().size();
    }

    /**
     * Tells every client that the server stops, takes no more, and waits briefly until they have gone. To be called
     * before the HTTP server is closed, which would wait for streams as for any other answer under way.
     */
    @Override
    public void close() {
        try {
            hub.stop().get(GOODBYE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            LOG.info("{} streams did not end in time", hub.connections().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeat.cancel(false);
        clock.shutdownNow();
        writers.shutdown();
    }

    // ---- server-sent events

    private void openEvents(StreamName name, Call call, Request request, Response response, Callback callback) {
        Viewer viewer = viewer(bearer(call).or(() -> call.params().text("access_token")), call);
        StreamName wanted = call.params().bool("only_media", false) ? name.onlyMedia() : name;
        StreamChoice choice = rights.choose(wish(wanted.wireName(), call), viewer);
        switch (choice) {
            case StreamChoice.Refused refused -> throw new ApiError(refused.status(), refused.error());
            case StreamChoice.Granted granted -> {
                if (request.getMethod().equals("HEAD")) {
                    response.getHeaders().put("Content-Type", "text/event-stream");
                    response.write(true, ByteBuffer.allocate(0), callback);
                } else {
                    requireNoBody(request);
                    begin(granted, viewer, request, response, callback);
                }
            }
        }
    }

    /** Nobody would read it, and with HTTP/2 it would be kept for as long as the stream is open. */
    private static void requireNoBody(Request request) {
        Content.Chunk chunk = request.read();
        boolean ended = chunk != null && chunk.isLast();
        if (chunk != null) {
            chunk.release();
        }
        if (!ended) {
            throw ApiError.badRequest("A stream is asked for without a body");
        }
    }

    private void begin(
            StreamChoice.Granted granted, Viewer viewer, Request request, Response response, Callback callback) {
        SseConnection connection = new SseConnection(viewer, hub, response, callback, turns);
        boolean begun = false;
        try {
            connection.welcome();
            if (!connection.enter()) {
                throw refused();
            }
            connection.subscribe(granted);
            if (!rights.hold(viewer)) {
                throw invalidToken();
            }
            connection.start(request);
            begun = true;
        } finally {
            if (!begun) {
                connection.leave();
            }
        }
    }

    // ---- WebSockets

    private void openSocket(Call call, Request request, Response response, Callback callback) {
        ServerWebSocketContainer container = ServerWebSocketContainer.get(request.getContext());
        if (container == null) {
            throw new IllegalStateException("the server has no WebSocket container");
        }
        Optional<String> token = bearer(call)
                .or(() -> call.params().text("access_token"))
                .or(() -> call.header(SUBPROTOCOL))
                .filter(text -> !text.isEmpty());
        Viewer viewer = viewer(token, call);
        if (!hub.hasRoomFor(viewer)) {
            throw refused();
        }
        Optional<Wish> first =
                call.params().text("stream").filter(name -> !name.isEmpty()).map(name -> wish(name, call));
        SocketConnection connection = new SocketConnection(viewer, hub, rights, first, turns);
        boolean upgraded = container.upgrade(
                (asked, answer, failed) -> accept(asked, answer, connection), request, response, callback);
        if (!upgraded) {
            throw new ApiError(426, "This address takes WebSocket connections");
        }
    }

    /** A client that sends its token as a subprotocol wants it back. Compression would cost memory per connection. */
    private static Object accept(
            ServerUpgradeRequest asked, ServerUpgradeResponse answer, SocketConnection connection) {
        if (!asked.getSubProtocols().isEmpty()) {
            answer.setAcceptedSubProtocol(asked.getSubProtocols().getFirst());
        }
        answer.setExtensions(List.of());
        return connection.listener();
    }

    // ---- both

    private Viewer viewer(Optional<String> token, Call call) {
        if (token.isEmpty()) {
            return new Viewer.Anonymous(Network.of(call.clientAddress()));
        }
        return rights.signedInBy(token.get()).orElseThrow(Streaming::invalidToken);
    }

    private static Optional<String> bearer(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static Wish wish(String stream, Call call) {
        return new Wish(stream, call.params().text("tag", ""), call.params().text("list", ""));
    }

    private static ApiError invalidToken() {
        return new ApiError(401, "Invalid access token");
    }

    private ApiError refused() {
        return hub.stopping() ? new ApiError(503, "The server stops") : new ApiError(429, "Too many open streams");
    }
}
