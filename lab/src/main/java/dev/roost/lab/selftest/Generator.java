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
    private static final long WARM_UP_NS = 1_000_000_000L;
    private static final long TIMEOUT_NS = 5_000_000_000L;

    private Generator() {}

    /**
     * What came of it.
     *
     * @param response from due to done
     * @param sentPerSecond until the last one was sent
     * @param share by how much its own lateness raises the 99th percentile
     */
    public record Ran(Times response, double sentPerSecond, long failed, double share) {}

    /** Runs for a second that does not count, and then for {@code lengthNs}. */
    public static Ran constant(int port, double perSecond, long lengthNs) throws IOException, InterruptedException {
        Plan plan = new Plan();
        for (long due : Arrivals.constant(perSecond, WARM_UP_NS + lengthNs)) {
            plan.add(due, 0, 0, 0);
        }
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", port, TIMEOUT_NS)
                .openingAhead()
                .with(requests, new SimpleGet())
                .run(progress -> {});
        TimeRecorder response = new TimeRecorder();
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
                without.record(requests.responseNs(row) - requests.latenessNs(row));
            } else {
                failed++;
            }
        }
        Times times = response.times();
        double share =
                (double) times.percentileNs(99) / Math.max(1, without.times().percentileNs(99)) - 1;
        return new Ran(times, times.count() * 1e9 / lastNs, failed, share);
    }
}
