package dev.roost.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Competitors measured in turn: round after round, each once a round, so that what slows the machine for a while slows
 * all of them.
 */
public final class Rounds {
    private final Map<String, Measurement> competitors = new LinkedHashMap<>();

    /** One measurement of one competitor. */
    @FunctionalInterface
    public interface Measurement {
        double measure() throws Exception;
    }

    /** Adds a competitor; turns go in the order in which they are added. */
    public Rounds with(String name, Measurement measurement) {
        competitors.put(name, measurement);
        return this;
    }

    /** Gives each competitor {@code warmups} turns that do not count, then {@code rounds} that do. */
    public Results run(int warmups, int rounds) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int round = -warmups; round < rounds; round++) {
            for (Map.Entry<String, Measurement> competitor : competitors.entrySet()) {
                double value = competitor.getValue().measure();
                if (round >= 0) {
                    values.computeIfAbsent(competitor.getKey(), name -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return new Results(values);
    }

    /** What the rounds gave. */
    public record Results(Map<String, List<Double>> values) {
        /** A competitor's median. */
        public double median(String competitor) {
            return Rounds.median(all(competitor));
        }

        /**
         * Half the distance between the lower and the upper quartile, as a share of the median: how far to trust it.
         */
        public double spread(String competitor) {
            double[] sorted = sorted(all(competitor));
            double low = sorted[sorted.length / 4];
            double high = sorted[sorted.length - 1 - sorted.length / 4];
            return (high - low) / 2 / Rounds.median(all(competitor));
        }

        private List<Double> all(String competitor) {
            List<Double> all = values.get(competitor);
            if (all == null || all.isEmpty()) {
                throw new IllegalArgumentException("nothing was measured of " + competitor);
            }
            return all;
        }
    }

    /** The middle value, or the mean of the two in the middle. */
    public static double median(List<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
