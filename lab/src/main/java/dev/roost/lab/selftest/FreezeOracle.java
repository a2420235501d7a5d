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
 *
 * <p>Once in virtual time, which holds on any machine, and once with a server and the generator, which needs one that
 * has nothing else to do.
 */
final class FreezeOracle {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LENGTH_NS = 10 * SECOND_NS;
    private static final long FREEZES_NS = 2 * SECOND_NS;
    private static final long WAKES_NS = 8 * SECOND_NS;
    private static final double PER_SECOND = 500;
    private static final long SERVICE_NS = 1_000_000;
    private static final int CLOSED_CONNECTIONS = 5;
    private static final long CLOSED_EVERY_NS = (long) (SECOND_NS / PER_SECOND * CLOSED_CONNECTIONS);
    private static final double SHARE = 0.02;
    private static final int WARM_UPS = 4;

    private FreezeOracle() {}

    /** With a server that really freezes: half a minute. */
    static List<Figure> measured() throws IOException, InterruptedException {
        try (ServerProcess servers = ServerProcess.start()) {
            // Answering the 3,000 that wait takes the server and the generator 50 ms when both are compiled, and up to
            // 300 ms the first time: that would be a server that takes so long to wake.
            for (int i = 0; i < WARM_UPS; i++) {
                open(servers, SECOND_NS / 5);
            }
            System.gc();
            return figures("freeze", open(servers, SECOND_NS), closed(servers));
        }
    }

    /** In virtual time, with a server that takes no time but while it is frozen; a closed loop waits for it. */
    static List<Figure> simulated() {
        TimeRecorder open = new TimeRecorder();
        for (long due : Arrivals.constant(PER_SECOND, LENGTH_NS)) {
            open.record(answeredNs(due) - due);
        }
        TimeRecorder closed = new TimeRecorder();
        for (int client = 0; client < CLOSED_CONNECTIONS; client++) {
            long sentNs = 0;
            while (sentNs < LENGTH_NS) {
                long doneNs = answeredNs(sentNs);
                closed.record(doneNs - sentNs);
                sentNs = Math.max(doneNs, sentNs + CLOSED_EVERY_NS);
            }
        }
        return figures("freeze, simulated", open.times(), closed.times());
    }

    private static long answeredNs(long sentNs) {
        return (sentNs >= FREEZES_NS && sentNs < WAKES_NS ? WAKES_NS : sentNs) + SERVICE_NS;
    }

    private static List<Figure> figures(String name, Times open, Times closed) {
        return List.of(
                Figure.near(name, "open loop, p50 s", seconds(open, 50), 1.0, SHARE),
                Figure.near(name, "open loop, p90 s", seconds(open, 90), 5.0, SHARE),
                Figure.near(name, "open loop, p99 s", seconds(open, 99), 5.9, SHARE),
                Figure.atMost(name, "closed loop beside it, p99 s", seconds(closed, 99), 0.1));
    }

    private static double seconds(Times times, double percent) {
        return (double) times.percentileNs(percent) / SECOND_NS;
    }

    private static int server(ServerProcess servers, long unitNs) throws IOException {
        return servers.serve(FREEZES_NS / SECOND_NS * unitNs, WAKES_NS / SECOND_NS * unitNs);
    }

    /** One run; {@code unitNs} counts as its second. */
    private static Times open(ServerProcess servers, long unitNs) throws IOException, InterruptedException {
        Plan plan = new Plan();
        for (long due : Arrivals.constant(PER_SECOND * SECOND_NS / unitNs, LENGTH_NS / SECOND_NS * unitNs)) {
            plan.add(due, 0, 0, 0);
        }
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", server(servers, unitNs), 60 * SECOND_NS)
                .openingAhead()
                .with(requests, new SimpleGet())
                .run(progress -> {});
        TimeRecorder recorder = new TimeRecorder();
        for (int row = 0; row < requests.size(); row++) {
            if (!requests.succeeded(row)) {
                throw new IOException(
                        "a request failed: " + requests.failure(row).words());
            }
            recorder.record(requests.responseNs(row));
        }
        return recorder.times();
    }

    /** What many tools do: so many connections, each of which waits for its answer before it asks again. */
    private static Times closed(ServerProcess servers) throws IOException, InterruptedException {
        int port = server(servers, SECOND_NS);
        List<ClosedClient> clients = IntStream.range(0, CLOSED_CONNECTIONS)
                .mapToObj(i -> new ClosedClient(port, CLOSED_EVERY_NS, LENGTH_NS))
                .toList();
        clients.forEach(ClosedClient::start);
        for (ClosedClient each : clients) {
            each.join();
        }
        return Times.sum(clients.stream().map(ClosedClient::times).toList());
    }
}
