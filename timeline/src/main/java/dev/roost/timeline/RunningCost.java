package dev.roost.timeline;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What one unit of some work costs, from samples of several units each: the nanoseconds of the last few hundred units
 * over their number, older samples counting less and less. A mean and not a median, because costs are to be added up; a
 * sample that is far off (its thread has lost the core) counts as a large one.
 *
 * <p>Any thread; a sample that comes while another is being added is left out.
 */
final class RunningCost {
    /** How much a sample weighs against those before. */
    private static final double WEIGHT = 1.0 / 64;
    /** Above so many times the present cost a sample is cut. */
    private static final double TIMES_MAX = 8;

    /** How far it goes towards what is expected at a time. */
    private static final double FADING = 0.01;

    private final double expected;
    private final ReentrantLock adding = new ReentrantLock();
    private double nanos;
    /** 0 before the first sample. */
    private double units;

    private volatile double nanosPerUnit;

    /** {@code expected}: what a unit is taken to cost until samples say otherwise. */
    RunningCost(double expected) {
        this.expected = expected;
        nanosPerUnit = expected;
    }

    /** So many units, at least one, took so long; differences of two times may be negative. */
    void add(int sampleUnits, long sampleNanos) {
        if (!adding.tryLock()) {
            return;
        }
        try {
            if (units == 0) {
                units = sampleUnits;
                nanos = expected * sampleUnits;
            }
            double most = TIMES_MAX * Math.max(nanosPerUnit, expected / TIMES_MAX) * sampleUnits;
            nanos += (Math.clamp((double) sampleNanos, -most, most) - nanos) * WEIGHT;
            units += (sampleUnits - units) * WEIGHT;
            nanosPerUnit = Math.max(1, nanos / units);
        } finally {
            adding.unlock();
        }
    }

    /** Goes a little towards what was expected at first; for when there are no samples. */
    void fade() {
        if (adding.tryLock()) {
            try {
                nanos += (expected * units - nanos) * FADING;
                nanosPerUnit = units == 0 ? expected : Math.max(1, nanos / units);
            } finally {
                adding.unlock();
            }
        }
    }

    double nanosPerUnit() {
        return nanosPerUnit;
    }
}
