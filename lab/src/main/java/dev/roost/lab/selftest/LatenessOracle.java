package dev.roost.lab.selftest;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.OpenLoop;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/** How late the generator sends at 20,000 Poisson arrivals a second, beside a trivial server on the same machine. */
final class LatenessOracle {
    private static final long WARM_UP_NS = 8_000_000_000L;
    private static final long RAMP_NS = 3_000_000_000L;

    private LatenessOracle() {}

    /** Runs against the server at {@code port} for {@code lengthNs} after warming up. */
    static List<Figure> run(int port, double perSecond, long lengthNs, long seed)
            throws IOException, InterruptedException {
        Plan plan = new Plan();
        SplittableRandom random = new SplittableRandom(seed);
        // Begins at a tenth of the rate: a generator that is not compiled yet could not hold it.
        for (long due : Arrivals.poisson(perSecond / 10, RAMP_NS, random)) {
            plan.add(due, 0, 0, 0);
        }
        for (long due : Arrivals.poisson(perSecond, WARM_UP_NS - RAMP_NS + lengthNs, random)) {
            plan.add(RAMP_NS + due, 0, 0, 0);
        }
        Requests requests = plan.requests();
        long givenUpNs = System.nanoTime() + 2 * (WARM_UP_NS + lengthNs);
        new OpenLoop("127.0.0.1", port, 10_000_000_000L)
                .openingAhead()
                .with(requests, new SimpleGet())
                .run(progress -> requireBefore(givenUpNs));
        TimeRecorder lateness = new TimeRecorder();
        TimeRecorder response = new TimeRecorder();
        int failed = 0;
        for (int row = 0; row < requests.size(); row++) {
            if (requests.dueNs(row) >= WARM_UP_NS) {
                lateness.record(requests.latenessNs(row));
                response.record(requests.responseNs(row));
                failed += requests.succeeded(row) ? 0 : 1;
            }
        }
        return figures(String.format("lateness at %,.0f/s", perSecond), lateness.times(), response.times(), failed);
    }

    /** Ends a run that would drown a machine that has no processor left for it. */
    private static void requireBefore(long givenUpNs) {
        if (System.nanoTime() > givenUpNs) {
            String why =
                    "the generator took twice the time that it has: let nothing else run on this machine, and repeat";
            throw new UncheckedIOException(why, new IOException(why));
        }
    }

    private static List<Figure> figures(String name, Times lateness, Times response, int failed) {
        return List.of(
                Figure.atMost(name, "due to sent, p50 us", lateness.percentileNs(50) / 1e3, 100),
                Figure.atMost(name, "due to sent, p99 us", lateness.percentileNs(99) / 1e3, 100),
                Figure.atMost(name, "due to sent, p99.9 us", lateness.percentileNs(99.9) / 1e3, 100),
                Figure.shown(name, "due to sent, longest us", lateness.maxNs() / 1e3),
                Figure.shown(name, "response time, p99 us", response.percentileNs(99) / 1e3),
                Figure.atMost(name, "requests that failed", failed, 0));
    }
}
