package dev.roost.lab.compare;

import dev.roost.telemetry.Times;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A percentile of one measure, of a first and a second competitor that ran in turn.
 *
 * <p>Rounds are compared pair by pair, because a machine that is slow for a while is slow for both. The ratio is the
 * median of the pairs'; the lowest and the highest are its uncertainty: of five rounds they hold the true median
 * between them with a probability of 94 %, of eight with 99 %.
 *
 * @param percent of response times; 0 for a cost that is no percentile
 * @param firstNs read from all rounds' histograms added up, or the median of the rounds where there are none
 * @param secondNs the same of the second
 * @param ratio second over first; below 1 the second is quicker
 * @param lowest of all rounds
 * @param highest of all rounds
 */
public record Contrast(
        String measure, double percent, long firstNs, long secondNs, double ratio, double lowest, double highest) {
    /** Compares; a list entry is a round, and there are as many of both. */
    public static Contrast of(String measure, double percent, List<Times> first, List<Times> second) {
        return of(
                measure,
                percent,
                Times.sum(first).percentileNs(percent),
                Times.sum(second).percentileNs(percent),
                eachNs(first, percent),
                eachNs(second, percent));
    }

    /**
     * Compares where all that is known of a round is its percentile: the competitors' own figures are then the medians
     * of the rounds, since percentiles cannot be added.
     */
    public static Contrast ofRounds(String measure, double percent, List<Long> firstNs, List<Long> secondNs) {
        return of(
                measure,
                percent,
                (long) Spread.of(firstNs).median(),
                (long) Spread.of(secondNs).median(),
                firstNs,
                secondNs);
    }

    /** Compares the processor time that a server spends on a request, in microseconds; a list entry is a round. */
    public static Contrast ofCpu(List<Double> first, List<Double> second) {
        return of(
                "cpu per request",
                0,
                (long) (mean(first) * 1e3),
                (long) (mean(second) * 1e3),
                first.stream().map(us -> us * 1e3).toList(),
                second.stream().map(us -> us * 1e3).toList());
    }

    /**
     * How probable it is that the true median is between the lowest and the highest of so many rounds: unless all of
     * them are on one side of it, each side as likely as the other.
     */
    public static double confidence(int rounds) {
        return 1 - 2 * Math.pow(0.5, rounds);
    }

    private static Contrast of(
            String measure,
            double percent,
            long firstNs,
            long secondNs,
            List<? extends Number> first,
            List<? extends Number> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException(first.size() + " rounds and " + second.size());
        }
        Spread ratios = Spread.of(IntStream.range(0, first.size())
                .mapToObj(round -> second.get(round).doubleValue()
                        / Math.max(1, first.get(round).doubleValue()))
                .toList());
        return new Contrast(measure, percent, firstNs, secondNs, ratios.median(), ratios.lowest(), ratios.highest());
    }

    private static List<Long> eachNs(List<Times> rounds, double percent) {
        return rounds.stream().map(each -> each.percentileNs(percent)).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Whether all rounds agree on which one is quicker. */
    public boolean isClear() {
        return lowest > 1 || highest < 1;
    }
}
