package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.node.Erasures;
import dev.roost.app.node.Node;
import dev.roost.app.operate.ControlServer;
import dev.roost.app.rehearsal.Rehearsal;
import dev.roost.http.MastodonApi;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpServer;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.NoRoomException;
import dev.roost.runtime.Roost;
import dev.roost.runtime.WarmUp;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.threads.Niceness;
import dev.roost.store.rocksdb.RocksDbSettings;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the server until the process is asked to end: SIGTERM (exit status 143) or SIGINT (130). It then stops taking
 * requests, lets those under way finish, and gives the directory up.
 */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** The threads of the Java machine that make hot code fast, as far as the system keeps their names. */
    private static final String OPTIMIZING_COMPILER = "C2 CompilerThre";
    /** They get what requests leave: a hot method that is compiled later is slower until then, and no more. */
    private static final int COMPILER_NICE = 19;

    private final Config config;
    private final RocksDbSettings store;

    /** Down once the process is asked to end. */
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Down once everything is given up. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    Server(Config config) {
        this(config, false);
    }

    /** @param lossAccepted whether a directory is served in which changes that were answered are missing */
    Server(Config config, boolean lossAccepted) {
        this.config = config;
        this.store = lossAccepted ? config.store().withLossAccepted() : config.store();
    }

    /** Told once requests are answered. */
    @FunctionalInterface
    interface Ready {
        void tell(Node node, MastodonApi api, Config config);
    }

    /**
     * Opens the data directory, prepares it, serves it, and returns when the process ends.
     *
     * @param preparation before the server listens; whether to serve at all
     * @return whether it was served
     */
    boolean run(Predicate<Node> preparation, Ready ready)
            throws IOException, CommandFailedException, InterruptedException {
        Thread onSignal = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return serve(preparation, ready);
        } finally {
            stopped.countDown();
        }
    }

    private boolean serve(Predicate<Node> preparation, Ready ready)
            throws IOException, CommandFailedException, InterruptedException {
        Path data = config.data();
        Niceness.ofThreads(name -> name.startsWith(OPTIMIZING_COMPILER), COMPILER_NICE);
        // While the store is being opened, which is mostly waiting and native code.
        FutureTask<HttpServer> http = new FutureTask<>(() -> new HttpServer(config.http()));
        Thread.ofPlatform().name("http-ahead").daemon().start(http);
        try (Rehearsal rehearsal = Rehearsal.begin();
                Node node = Node.open(data, true, store, config.timelines(), Version.number())) {
            if (!preparation.test(node)) {
                return false;
            }
            rehearsal.finish(sinceStart());
            try (MastodonApi api = listen(http, node.roost(), config);
                    ControlServer _ = control(data, node.roost());
                    Erasures _ = Erasures.start(node.roost());
                    WarmUp _ = node.roost().warmUp()) {
                LOG.info(rehearsal.told());
                ready.tell(node, api, config);
                asked.await();
                LOG.info("stopping");
            }
        }
        LOG.info("stopped");
        return true;
    }

    /** In the JVM's last thread: it halts when this returns. */
    private void stop() {
        asked.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MastodonApi listen(Future<HttpServer> server, Roost roost, Config config)
            throws IOException, CommandFailedException, InterruptedException {
        HttpSettings http = config.http();
        EntitySettings entities =
                new EntitySettings(http.baseUrl(), http.domain(), config.postCacheBytes(), config.accountCacheBytes());
        try {
            HttpServer listening = server.get();
            MastodonApi api = MastodonApi.start(
                    listening,
                    roost,
                    http,
                    entities,
                    new Passwords(),
                    (routes, kept) -> new ConsoleRoutes(roost.reads(), http, kept).register(routes));
            listening.tellRoom();
            return api;
        } catch (NoRoomException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        } catch (IOException | UnresolvedAddressException e) {
            throw new CommandFailedException(notListening(http, e));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP server could not be made", e.getCause());
        }
    }

    private static String notListening(HttpSettings http, Exception failure) {
        Throwable cause = failure;
        while (!(cause instanceof BindException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        String where = "port " + http.port() + " of " + http.bindAddress();
        if (cause instanceof UnresolvedAddressException || reason.contains("Cannot assign")) {
            return http.bindAddress() + " is no address of this machine: choose one with --bind";
        }
        if (reason.contains("in use")) {
            return where + " is taken: stop what listens there, or choose another with --port";
        }
        if (reason.contains("Permission denied")) {
            return "no right to listen on " + where + ": choose one above 1023 with --port, or give the process the"
                    + " capability CAP_NET_BIND_SERVICE";
        }
        return "cannot listen on " + where + ": " + reason;
    }

    /** Null where the directory's path is too long for a socket; everything but account commands works then. */
    private static @Nullable ControlServer control(Path data, Roost roost) {
        try {
            return ControlServer.start(data, roost, VerifyCommand.operations());
        } catch (IOException e) {
            LOG.warn("account commands work only while the server is stopped: {}", e.getMessage());
            return null;
        }
    }

    /** How long the process has run. */
    static Duration sinceStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
