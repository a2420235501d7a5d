package dev.roost.http.server;

import dev.roost.runtime.admission.AdmissionQueue;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The listening server. Started and closed by one thread.
 *
 * <p>Selecting and parsing happen on a few platform threads; each request is handled on a virtual thread.
 */
public final class HttpServer implements AutoCloseable {
    /** Requests that are worked for at a time. */
    static final int PLACES = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    /** Connections that the system may hold for us before they are accepted. */
    private static final int ACCEPT_QUEUE = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Bytes of an answer's headers: an application's address and state come back percent-encoded. */
    private static final int RESPONSE_HEADER_BYTES = 32_768;
    /** What the system keeps for a slow reader before we do; it may take twice as much. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private final HttpSettings settings;
    private final Server server;
    private final Room room;
    private final Admission admission;
    private final AdmissionQueue queue;
    private final CountedConnector connector;

    /** A server that listens and answers once it is started; takes a good part of a process's start. */
    public HttpServer(HttpSettings settings) {
        this(
                settings,
                Room.of(settings.bounds().connections()),
                System::nanoTime,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("request-", 0).factory()));
    }

    /** @param requests runs what answers requests */
    HttpServer(HttpSettings settings, Room room, LongSupplier clockNs, Executor requests) {
        this.settings = settings;
        this.room = room;
        admission = new Admission(settings.bounds().connections(), room, settings.behindProxy(), clockNs);
        HttpThreads threads = new HttpThreads(requests);
        queue = new AdmissionQueue(requests, threads, clockNs, PLACES);
        server = new Server(threads);
        server.setStopTimeout(settings.bounds().stopTimeout().toMillis());
        server.setErrorHandler(new JsonErrors());
        HttpConfiguration config = configuration(settings.bounds());
        connector = new CountedConnector(
                server,
                admission,
                new QueueLog(queue, System::nanoTime, LOG::warn),
                new HttpConnectionFactory(config),
                new CountedStreams(config));
        connector.setHost(settings.bindAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.bounds().connections().idleTimeout().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        ServerWebSocketContainer.ensure(server);
    }

    private static HttpConfiguration configuration(HttpSettings.Bounds bounds) {
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        config.setSendDateHeader(true);
        config.setRequestHeaderSize(bounds.headerBytes());
        config.setMaxResponseHeaderSize(RESPONSE_HEADER_BYTES);
        config.setUriCompliance(UriCompliance.DEFAULT);
        config.setUseOutputDirectByteBuffers(true);
        // The cache of fields is 100 KB for each connection that has sent two requests, idle or not.
        config.setHeaderCacheSize(0);
        return config;
    }

    /**
     * Begins to listen, and answers these routes.
     *
     * @throws NoRoomException when this process may not have enough memory or descriptors to serve
     * @throws IOException when the address or port cannot be had
     */
    public void start(Routes routes, Authenticator authenticator, CallLimits limits, LongSupplier clockMs)
            throws IOException {
        room.check();
        admission.countDescriptors();
        // Counted first: a request that waits, or is turned away, is no half-sent one.
        server.setHandler(new GracefulHandler(new AdmissionHandler(
                new QueueHandler(new ApiHandler(settings, routes, authenticator, limits, clockMs), queue))));
        try {
            server.start();
        } catch (IOException notListening) {
            throw notListening;
        } catch (Exception unexpected) {
            throw new IllegalStateException("the HTTP server did not start", unexpected);
        }
    }

    /** Tells the log what there is room for. */
    public void tellRoom() {
        LOG.atLevel(room.isShortOfDescriptors() ? Level.WARN : Level.INFO).log(room.told());
    }

    Admission admission() {
        return admission;
    }

    /** What waits to be worked for, and what was turned away. */
    AdmissionQueue queue() {
        return queue;
    }

    /** The port that is listened on, once started. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops accepting, lets answers under way finish within the stop timeout, then closes all connections. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception unexpected) {
            throw new IllegalStateException("the HTTP server did not stop", unexpected);
        }
    }
}
