package dev.roost.app;

import dev.roost.app.demo.Demo;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.node.Node;
import dev.roost.app.rehearsal.Rehearsal;
import dev.roost.core.StateView;
import dev.roost.http.MastodonApi;
import dev.roost.http.json.EntitySettings;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Serves a community that is made for it to callers of its own, so that a Java machine which keeps what it has learnt
 * (an AOT cache with profiles) learns from what servers do. For the launcher.
 */
@Command(name = "rehearse", hidden = true, description = "Serve a made-up community to callers of its own, and end.")
final class RehearseCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "An empty directory.")
    private Path data = Path.of("");

    @Option(names = "--seconds", paramLabel = "N", description = "How long.")
    private int seconds = 10;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpSettings http = HttpSettings.loopback(0).withRateLimits(RateLimits.OFF);
        EntitySettings entities = EntitySettings.at(http.baseUrl(), http.domain());
        try (Node node = Node.open(data, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, Version.number())) {
            OpenCommunity community = new OpenCommunity(node.roost()::submit, new StateView(node.store()));
            Demo.fill(community, node.roost().nowMs(), System.err, () -> false);
            try (MastodonApi api = MastodonApi.start(
                    node.roost(),
                    http,
                    entities,
                    new Passwords(),
                    (routes, kept) -> new ConsoleRoutes(node.roost().reads(), http, kept).register(routes))) {
                long untilNs = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
                Rehearsal.playOn(node.roost(), api.port(), () -> System.nanoTime() - untilNs < 0);
            }
        }
        return 0;
    }
}
