package dev.roost.lab.drive;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Points in time at which something arrives: ascending, in nanoseconds from the start. Planned before a run. */
public final class Arrivals {
    /** Arrivals of one plan. */
    private static final int COUNT_MAX = 50_000_000;

    private Arrivals() {}

    /** Equally far apart, the first at 0. */
    public static long[] constant(double perSecond, long lengthNs) {
        checkRate(perSecond, lengthNs);
        long[] times = new long[(int) Math.ceil(perSecond * lengthNs / 1e9)];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) (i * 1e9 / perSecond);
        }
        return times;
    }

    /** Independent of one another, as those of many people are: gaps have an exponential distribution. */
    public static long[] poisson(double perSecond, long lengthNs, RandomGenerator random) {
        checkRate(perSecond, lengthNs);
        double meanGapNs = 1e9 / perSecond;
        Growing times = new Growing((int) (perSecond * lengthNs / 1e9 * 1.1) + 16);
        for (double at = gap(meanGapNs, random); at < lengthNs; at += gap(meanGapNs, random)) {
            times.add((long) at);
        }
        return times.get();
    }

    /**
     * A calm Poisson stream that every so often becomes a dense one.
     *
     * @param perSecond between the bursts
     * @param burstPerSecond during a burst
     * @param everyNs from the beginning of a burst to that of the next; the first one begins after half of it
     * @param burstNs how long a burst lasts, at most {@code everyNs}
     */
    public static long[] bursts(
            double perSecond,
            double burstPerSecond,
            long everyNs,
            long burstNs,
            long lengthNs,
            RandomGenerator random) {
        if (everyNs <= 0 || burstNs <= 0 || burstNs > everyNs) {
            throw new IllegalArgumentException("a burst of " + burstNs + " ns every " + everyNs + " ns");
        }
        double peak = Math.max(perSecond, burstPerSecond);
        Growing times = new Growing(1024);
        for (long at : poisson(peak, lengthNs, random)) {
            boolean inBurst = (at + everyNs / 2) % everyNs < burstNs && at >= everyNs / 2;
            if (random.nextDouble() * peak < (inBurst ? burstPerSecond : perSecond)) {
                times.add(at);
            }
        }
        return times.get();
    }

    /**
     * As it once happened, faster or slower.
     *
     * @param timesNs ascending; the first one becomes 0
     * @param speed 2 for twice as fast
     */
    public static long[] replay(long[] timesNs, double speed, long lengthNs) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed of " + speed);
        }
        Growing times = new Growing(timesNs.length);
        for (int i = 0; i < timesNs.length; i++) {
            if (i > 0 && timesNs[i] < timesNs[i - 1]) {
                throw new IllegalArgumentException("the trace goes back in time at entry " + i);
            }
            long at = (long) ((timesNs[i] - timesNs[0]) / speed);
            if (at >= lengthNs) {
                break;
            }
            times.add(at);
        }
        return times.get();
    }

    private static double gap(double meanNs, RandomGenerator random) {
        return -Math.log(1 - random.nextDouble()) * meanNs;
    }

    private static void checkRate(double perSecond, long lengthNs) {
        if (!(perSecond > 0) || lengthNs <= 0 || perSecond * lengthNs / 1e9 > COUNT_MAX) {
            throw new IllegalArgumentException(
                    perSecond + " a second for " + lengthNs + " ns; at most " + COUNT_MAX + " together");
        }
    }

    private static final class Growing {
        private long[] values;
        private int size;

        Growing(int capacity) {
            values = new long[Math.max(16, capacity)];
        }

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        long[] get() {
            return Arrays.copyOf(values, size);
        }
    }
}
