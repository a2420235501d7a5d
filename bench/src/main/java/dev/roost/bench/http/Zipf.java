package dev.roost.bench.http;

import java.util.SplittableRandom;

/** Draws numbers from 0, the lower the more often: in inverse proportion to their rank, to a power. One thread. */
final class Zipf {
    private final double[] below;
    private final SplittableRandom random;

    /** Over {@code count} numbers. */
    Zipf(int count, double exponent, long seed) {
        random = new SplittableRandom(seed);
        below = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(i + 1, -exponent);
            below[i] = sum;
        }
    }

    /** About ten comparisons for 2,000 numbers. */
    int draw() {
        double at = random.nextDouble() * below[below.length - 1];
        int low = 0;
        int high = below.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (below[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
