package dev.roost.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.SessionLimitPolicy;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.statistics.HttpStats;
import io.hyperfoil.http.steps.HttpStepCatalog;

/**
 * Hyperfoil's engine with one thread, at a constant rate, one request a user.
 *
 * <p>This version starts the users who are due each whole millisecond, together. A time counts from when the user was
 * started, before a connection is taken, so that waiting for one counts and being started late does not.
 */
public final class Hyperfoil {
    private static final String WARM_UP = "warm-up";
    private static final String COUNTED = "counted";
    private static final String PATH = "/";

    private Hyperfoil() {}

    /** The process: takes address, requests a second and seconds, and prints one line. */
    public static void main(String[] arguments) {
        System.out.println(run(Asked.of(arguments)).json());
        // Threads of its own may go on.
        System.exit(0);
    }

    static Told run(Asked asked) {
        StatisticsSnapshot sum = new StatisticsSnapshot();
        new LocalSimulationRunner(
                        benchmark(asked),
                        (phase, step, metric, snapshot, countDown) -> {
                            if (phase.name().equals(COUNTED)) {
                                sum.add(snapshot);
                            }
                        },
                        null,
                        null)
                .run();
        long succeeded = HttpStats.get(sum).status_2xx;
        return Told.of((double) sum.requestCount / asked.seconds(), sum.requestCount - succeeded, sum.histogram);
    }

    private static Benchmark benchmark(Asked asked) {
        BenchmarkBuilder builder = BenchmarkBuilder.builder().name("rival").threads(1);
        builder.addPlugin(HttpPluginBuilder::new)
                .http()
                .host(asked.address().getHost())
                .port(asked.address().getPort())
                .sharedConnections(asked.connections())
                .endHttp();
        phase(builder, asked, WARM_UP, Asked.WARM_UP_SECONDS);
        phase(builder, asked, COUNTED, asked.seconds());
        return builder.build();
    }

    private static void phase(BenchmarkBuilder builder, Asked asked, String name, int seconds) {
        var phase = builder.addPhase(name)
                .constantRate(1)
                .usersPerSec(asked.perSecond())
                .variance(false)
                .maxSessions(asked.perSecond())
                .sessionLimitPolicy(SessionLimitPolicy.CONTINUE)
                .duration(seconds * 1_000L);
        if (name.equals(COUNTED)) {
            phase.startAfterStrict(WARM_UP);
        }
        phase.scenario()
                .initialSequence("get")
                .step(HttpStepCatalog.SC)
                .httpRequest(HttpMethod.GET)
                .path(PATH)
                .endStep();
    }
}
