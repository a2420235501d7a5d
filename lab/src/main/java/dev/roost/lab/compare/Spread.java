package dev.roost.lab.compare;

import java.util.Arrays;
import java.util.List;

/**
 * One figure of several rounds: the one in the middle, or the mean of the two that are, and how far apart they were.
 */
public record Spread(double median, double lowest, double highest) {
    /** Of the rounds, in any order; at least one. */
    public static Spread of(List<? extends Number> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no rounds");
        }
        double[] sorted =
                rounds.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        double[] middle = Arrays.copyOfRange(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1);
        return new Spread(Arrays.stream(middle).average().orElseThrow(), sorted[0], sorted[sorted.length - 1]);
    }
}
