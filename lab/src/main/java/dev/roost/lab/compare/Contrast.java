package dev.roost.lab.compare;

import dev.roost.telemetry.Times;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A percentile of one measure, of a first and a second competitor that ran in turn.
 *
 * <p>Rounds are compared pair by pair, because a machine that is slow for a while is slow for both. The ratio is the
 * median of the pairs'; the lowest and the highest are its uncertainty: of five rounds they hold the true median
 * between them with a probability of 94 %, of eight with 99 %.
 *
 * @param percent of response times; 0 for a cost that is no percentile
 * @param firstNs read from all rounds' histograms added up
 * @param secondNs the same of the second
 * @param ratio second over first; below 1 the second is quicker
 * @param lowest of all rounds
 * @param highest of all rounds
 */
public record Contrast(
        String measure, double percent, long firstNs, long secondNs, double ratio, double lowest, double highest) {
    /** Compares; a list entry is a round, and there are as many of both. */
    public static Contrast of(String measure, double percent, List<Times> first, List<Times> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException(first.size() + " rounds and " + second.size());
        }
        return of(
                measure,
                percent,
                Times.sum(first).percentileNs(percent),
                Times.sum(second).percentileNs(percent),
                IntStream.range(0, first.size())
                        .mapToDouble(round -> (double) second.get(round).percentileNs(percent)
                                / Math.max(1, first.get(round).percentileNs(percent))));
    }

    /** Compares the processor time that a server spends on a request, in microseconds; a list entry is a round. */
    public static Contrast ofCpu(List<Double> first, List<Double> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException(first.size() + " rounds and " + second.size());
        }
        return of(
                "cpu per request",
                0,
                (long) (sum(first) / first.size() * 1e3),
                (long) (sum(second) / second.size() * 1e3),
                IntStream.range(0, first.size())
                        .mapToDouble(round -> second.get(round) / Math.max(1e-3, first.get(round))));
    }

    /**
     * How probable it is that the true median is between the lowest and the highest of so many rounds: unless all of
     * them are on one side of it, each side as likely as the other.
     */
    public static double confidence(int rounds) {
        return 1 - 2 * Math.pow(0.5, rounds);
    }

    private static Contrast of(String measure, double percent, long firstNs, long secondNs, DoubleStream perRound) {
        double[] ratios = perRound.sorted().toArray();
        return new Contrast(measure, percent, firstNs, secondNs, median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double median(double[] sorted) {
        double[] middle = Arrays.copyOfRange(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1);
        return Arrays.stream(middle).average().orElseThrow();
    }

    /** Whether all rounds agree on which one is quicker. */
    public boolean isClear() {
        return lowest > 1 || highest < 1;
    }
}
