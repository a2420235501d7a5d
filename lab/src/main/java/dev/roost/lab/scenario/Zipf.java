package dev.roost.lab.scenario;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Picks numbers from 0 on, the n-th with a share of (n+1) to the power of minus an exponent. Immutable. */
final class Zipf {
    private final double[] upTo;

    Zipf(int count, double exponent) {
        upTo = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(i + 1.0, -exponent);
            upTo[i] = sum;
        }
    }

    /** In the time of a binary search. */
    int pick(RandomGenerator random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, upTo.length - 1);
    }
}
