package dev.roost.bench.strategies;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws numbers from 0 with given weights. Immutable; a draw costs the logarithm of how many there are. */
final class Draw {
    private final double[] upTo;

    Draw(double[] weights) {
        upTo = weights.clone();
        for (int i = 1; i < upTo.length; i++) {
            upTo[i] += upTo[i - 1];
        }
    }

    int next(SplittableRandom random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(upTo.length - 1, at < 0 ? -at - 1 : at + 1);
    }
}
