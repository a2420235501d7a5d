package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.config.Overrides;
import dev.roost.app.node.Node;
import dev.roost.http.MastodonApi;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.timeline.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a data directory until the process is asked to end. */
@Command(name = "serve", description = "Run the server on a data directory until it is stopped with SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on, 0 for any free one. Default: 8420.")
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

    @Option(
            names = "--accept-loss",
            description =
                    "Serve a directory in which changes that were answered are missing, without them and for good."
                            + " For one start, after nothing could be put back.")
    private boolean lossAccepted;

    @Override
    public Integer call() throws ConfigException, IOException, CommandFailedException, InterruptedException {
        Config config =
                options.load(new Overrides(options.data(), bind, port, domain, baseUrl, strategy, registrations));
        new Server(config, lossAccepted).run(node -> true, this::tell);
        return 0;
    }

    private void tell(Node node, MastodonApi api, Config config) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Roost is ready at " + config.http().baseUrl() + " (port " + api.port() + " of "
                + config.http().bindAddress() + ", data in " + config.data() + ", started in "
                + Server.sinceStart().toMillis() + " ms)");
        out.flush();
    }
}
