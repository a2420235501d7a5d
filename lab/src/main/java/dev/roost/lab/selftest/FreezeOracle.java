package dev.roost.lab.selftest;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.OpenLoop;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A server that freezes for 6 s of a 10 s run at 500 requests a second.
 *
 * <p>Of all requests 60 % are due while it is frozen, evenly over 6 s, and are answered when it wakes. So a share of
 * {@code 0.6 (1 - x/6)} takes longer than x seconds: half of them longer than 1 s, a tenth longer than 5 s, a hundredth
 * longer than 5.9 s. A closed loop sends next to nothing meanwhile, and sees milliseconds.
 */
final class FreezeOracle {
    static final String NAME = "freeze";
    private static final double PER_SECOND = 500;
    private static final int CLOSED_CONNECTIONS = 5;

    private FreezeOracle() {}

    /**
     * Runs it.
     *
     * @param unitNs what counts as a second: 1 s, or less for a quick run whose figures are in such units
     * @param share how far a figure may be off
     */
    static List<Figure> run(long unitNs, double share) throws IOException, InterruptedException {
        // Compiles what is needed: a server that takes a second to wake is another one than in theory.
        open(Math.min(unitNs, 200_000_000L));
        Times open = open(unitNs);
        Times closed = closed(unitNs);
        return List.of(
                Figure.near(NAME, "open loop, p50 s", inUnits(open, 50, unitNs), 1.0, share),
                Figure.near(NAME, "open loop, p90 s", inUnits(open, 90, unitNs), 5.0, share),
                Figure.near(NAME, "open loop, p99 s", inUnits(open, 99, unitNs), 5.9, share),
                Figure.atMost(NAME, "closed loop beside it, p99 s", inUnits(closed, 99, unitNs), 0.1));
    }

    private static double inUnits(Times times, double percent, long unitNs) {
        return (double) times.percentileNs(percent) / unitNs;
    }

    private static TrivialServer server(long unitNs) throws IOException {
        long startNs = System.nanoTime();
        // The run begins a little after this, so that the freeze lies inside of it in any case.
        return new TrivialServer(
                0, now -> now - startNs >= 2 * unitNs && now - startNs < 8 * unitNs ? startNs + 8 * unitNs : now);
    }

    private static Times open(long unitNs) throws IOException, InterruptedException {
        Plan plan = new Plan();
        for (long due : Arrivals.constant(PER_SECOND * 1e9 / unitNs, 10 * unitNs)) {
            plan.add(due, 0, 0, 0);
        }
        Requests requests = plan.requests();
        try (TrivialServer server = server(unitNs)) {
            new OpenLoop("127.0.0.1", server.port(), 60 * unitNs)
                    .with(requests, new SimpleGet())
                    .run(progress -> {});
        }
        TimeRecorder recorder = new TimeRecorder();
        for (int row = 0; row < requests.size(); row++) {
            if (!requests.succeeded(row)) {
                throw new IllegalStateException(
                        "a request failed: " + requests.failure(row).words());
            }
            recorder.record(requests.responseNs(row));
        }
        return recorder.times();
    }

    /** What many tools do: so many connections, each of which waits for its answer before it asks again. */
    private static Times closed(long unitNs) throws IOException, InterruptedException {
        try (TrivialServer server = server(unitNs)) {
            List<ClosedClient> clients = IntStream.range(0, CLOSED_CONNECTIONS)
                    .mapToObj(i -> new ClosedClient(
                            server.port(), (long) (unitNs / PER_SECOND * CLOSED_CONNECTIONS), 10 * unitNs))
                    .toList();
            clients.forEach(ClosedClient::start);
            for (ClosedClient each : clients) {
                each.join();
            }
            return Times.sum(clients.stream().map(ClosedClient::times).toList());
        }
    }
}
