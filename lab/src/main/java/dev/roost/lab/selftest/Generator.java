package dev.roost.lab.selftest;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.OpenLoop;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.IOException;

/** The generator at a constant rate against a trivial server, as other tools are run. */
public final class Generator {
    /** At the beginning; does not count. */
    public static final long WARM_UP_NS = 1_000_000_000L;

    private static final long TIMEOUT_NS = 5_000_000_000L;

    private Generator() {}

    /**
     * What came of it.
     *
     * @param response from due to done
     * @param started from when it turned to a request to done
     * @param sentPerSecond until the last one was sent
     * @param share by how much its own lateness raises the 99th percentile
     */
    public record Ran(Times response, Times started, double sentPerSecond, long failed, double share) {}

    /** Runs for a second that does not count, and then for {@code lengthNs}. */
    public static Ran constant(int port, double perSecond, long lengthNs) throws IOException, InterruptedException {
        return inSteps(port, perSecond, lengthNs, 1);
    }

    /** The same, but all that would fall due within a step are due at its end, as tools with coarse timers send. */
    public static Ran inSteps(int port, double perSecond, long lengthNs, long stepNs)
            throws IOException, InterruptedException {
        Plan plan = new Plan();
        for (long due : Arrivals.constant(perSecond, WARM_UP_NS + lengthNs)) {
            plan.add(Math.ceilDiv(due, stepNs) * stepNs, 0, 0, 0);
        }
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", port, TIMEOUT_NS)
                .openingAhead()
                .with(requests, new SimpleGet())
                .run(progress -> {});
        TimeRecorder response = new TimeRecorder();
        TimeRecorder started = new TimeRecorder();
        TimeRecorder without = new TimeRecorder();
        long failed = 0;
        long lastNs = lengthNs;
        for (int row = 0; row < requests.size(); row++) {
            if (requests.dueNs(row) < WARM_UP_NS) {
                continue;
            }
            lastNs = Math.max(lastNs, requests.sentNs(row) - WARM_UP_NS);
            if (requests.succeeded(row)) {
                response.record(requests.responseNs(row));
                started.record(requests.doneNs(row) - requests.startedNs(row));
                without.record(requests.responseNs(row) - requests.latenessNs(row));
            } else {
                failed++;
            }
        }
        Times times = response.times();
        double share =
                (double) times.percentileNs(99) / Math.max(1, without.times().percentileNs(99)) - 1;
        return new Ran(times, started.times(), times.count() * 1e9 / lastNs, failed, share);
    }
}
