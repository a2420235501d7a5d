package dev.roost.lab.selftest;

import dev.roost.lab.drive.Arrivals;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One server with one queue, Poisson arrivals and exponential service times, 80 % busy: M/M/1, simulated with the
 * arrivals and histograms of the laboratory, in virtual time.
 *
 * <p>Theory: response times are exponential with mean {@code 1/(mu - lambda)}, so the share p of them lies below
 * {@code -ln(1 - p)/(mu - lambda)}.
 */
final class QueueOracle {
    static final String NAME = "M/M/1 at 0.8";
    private static final double SERVED_PER_SECOND = 1_000;
    private static final double ARRIVING_PER_SECOND = 800;
    private static final long BLOCK_NS = 1_000_000_000_000L;

    private QueueOracle() {}

    /** Simulates {@code blocks} times 800,000 requests. */
    static List<Figure> run(int blocks, long seed) {
        Times times = simulate(blocks, new SplittableRandom(seed));
        return List.of(
                figure(times, "p50 ms", 50),
                figure(times, "p90 ms", 90),
                figure(times, "p99 ms", 99),
                figure(times, "p99.9 ms", 99.9));
    }

    private static Figure figure(Times times, String name, double percent) {
        double expectedMs = -Math.log(1 - percent / 100) / (SERVED_PER_SECOND - ARRIVING_PER_SECOND) * 1e3;
        return Figure.near(NAME, name, times.percentileNs(percent) / 1e6, expectedMs, 0.03);
    }

    private static Times simulate(int blocks, SplittableRandom random) {
        TimeRecorder recorder = new TimeRecorder();
        double freeAtNs = 0;
        for (int block = 0; block < blocks; block++) {
            for (long at : Arrivals.poisson(ARRIVING_PER_SECOND, BLOCK_NS, random)) {
                double serviceNs = -Math.log(1 - random.nextDouble()) * 1e9 / SERVED_PER_SECOND;
                freeAtNs = Math.max(freeAtNs, (double) at) + serviceNs;
                recorder.record((long) (freeAtNs - at));
            }
            // The next block's clock begins anew: what is still in the queue is taken along.
            freeAtNs = Math.max(0, freeAtNs - BLOCK_NS);
        }
        return recorder.times();
    }
}
