package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.config.Overrides;
import dev.roost.app.node.Node;
import dev.roost.app.operate.ControlServer;
import dev.roost.app.operate.Operations;
import dev.roost.http.MastodonApi;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.timeline.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the server until the process is asked to end: SIGTERM (exit status 143) or SIGINT (130). It then stops taking
 * requests, lets those under way finish, and gives the directory up.
 */
@Command(name = "serve", description = "Run the server on a data directory until it is stopped with SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on, 0 for any free one. Default: 8420.")
    private @Nullable Integer port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address to listen on. Default: 127.0.0.1.")
    private @Nullable String bind;

    @Option(names = "--domain", paramLabel = "NAME", description = "What follows the @ in full handles.")
    private @Nullable String domain;

    @Option(names = "--base-url", paramLabel = "URL", description = "How browsers and apps reach the server.")
    private @Nullable String baseUrl;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How home timelines are kept: ${COMPLETION-CANDIDATES}. Default: hybrid.")
    private @Nullable Strategy strategy;

    @Option(
            names = "--registrations",
            paramLabel = "WHO",
            description = "Who may register: ${COMPLETION-CANDIDATES}. Default: closed.")
    private @Nullable Registrations registrations;

    /** Down once the process is asked to end. */
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Down once everything is given up. */
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws ConfigException, IOException, CommandFailedException, InterruptedException {
        Config config = options.load(
                new Overrides(options.data(), bind, port, domain, baseUrl, strategy, registrations));
        Thread onSignal = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            serve(config);
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void serve(Config config) throws IOException, CommandFailedException, InterruptedException {
        Path data = config.data();
        try (Node node = Node.open(
                        data, true, config.store(), config.timelines(), Version.number());
                MastodonApi api = listen(node.roost(), config);
                ControlServer _ = control(data, node.roost())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Roost is ready at " + config.http().baseUrl() + " (port " + api.port() + " of "
                    + config.http().bindAddress() + ", data in " + data + ", started in " + sinceStart().toMillis()
                    + " ms)");
            out.flush();
            asked.await();
            LOG.info("stopping");
        }
        LOG.info("stopped");
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

    private static MastodonApi listen(Roost roost, Config config) throws IOException, CommandFailedException {
        HttpSettings http = config.http();
        EntitySettings entities = new EntitySettings(
                http.baseUrl(), http.domain(), config.postCacheBytes(), config.accountCacheBytes());
        try {
            return MastodonApi.start(roost, http, entities, new Passwords(), _ -> {});
        } catch (IOException | UnresolvedAddressException e) {
            throw new CommandFailedException(notListening(http, e));
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
            return ControlServer.start(data, roost, Operations.ofAccounts());
        } catch (IOException e) {
            LOG.warn("account commands work only while the server is stopped: {}", e.getMessage());
            return null;
        }
    }

    private static Duration sinceStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
