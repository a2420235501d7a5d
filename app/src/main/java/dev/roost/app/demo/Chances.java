package dev.roost.app.demo;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws members of a community, the higher ranked ones more often: by a Zipf-Mandelbrot law over a shuffled order. */
final class Chances {
    private final double[] upTo;

    /**
     * Ranks {@code count} members by chance.
     *
     * @param exponent of the law; the larger, the heavier the head
     * @param flat ranks that the head is flattened by
     * @param first members that are not shuffled but come at their own rank
     */
    Chances(int count, double exponent, double flat, int first, SplittableRandom random) {
        int[] ranks = new int[count];
        for (int i = 0; i < count; i++) {
            ranks[i] = i;
        }
        for (int i = count - 1; i > first; i--) {
            int other = first + random.nextInt(i - first + 1);
            int swap = ranks[i];
            ranks[i] = ranks[other];
            ranks[other] = swap;
        }
        upTo = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(ranks[i] + flat, -exponent);
            upTo[i] = sum;
        }
    }

    /** A member. */
    int draw(SplittableRandom random) {
        double at = random.nextDouble() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, at);
        return found >= 0 ? found : Math.min(-found - 1, upTo.length - 1);
    }
}
