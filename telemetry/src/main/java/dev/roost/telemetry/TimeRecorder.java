package dev.roost.telemetry;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Counts times, from 1 ns to 1 h, to three significant digits; and, exactly, how many lie at or below each of a few
 * thresholds.
 *
 * <p>One thread owns a recorder, and others get {@link #times copies}: recording takes no lock, allocates nothing and
 * costs under 20 ns. About 270 KB each. Several threads have a recorder each, and their {@link Times} are added.
 */
public final class TimeRecorder {
    /** Significant decimal digits: a time is told to 0.1 %. */
    public static final int DIGITS = 3;

    /** The longest time that is told apart, 1 h in nanoseconds; longer ones count as this. */
    public static final long TIME_NS_MAX = 3_600_000_000_000L;

    private final Histogram counts = new Histogram(1, TIME_NS_MAX, DIGITS);
    private final long[] thresholdsNs;
    private final long[] atMost;

    /**
     * An empty recorder.
     *
     * @param thresholdsNs in any order, each at most {@link #TIME_NS_MAX}
     */
    public TimeRecorder(long... thresholdsNs) {
        this.thresholdsNs = Arrays.stream(thresholdsNs).sorted().distinct().toArray();
        for (long each : this.thresholdsNs) {
            if (each < 0 || each > TIME_NS_MAX) {
                throw new IllegalArgumentException("a threshold of " + each + " ns; from 0 to " + TIME_NS_MAX);
            }
        }
        atMost = new long[this.thresholdsNs.length];
    }

    /** Counts a time; below 0 counts as 0, above {@link #TIME_NS_MAX} as that. Its owner only. */
    public void record(long timeNs) {
        long bounded = Math.min(Math.max(timeNs, 0), TIME_NS_MAX);
        counts.recordValue(bounded);
        for (int i = thresholdsNs.length - 1; i >= 0 && bounded <= thresholdsNs[i]; i--) {
            atMost[i]++;
        }
    }

    /** What was counted so far, as a value of its own. Its owner only; copies everything. */
    public Times times() {
        return new Times(counts.copy(), thresholdsNs, atMost.clone());
    }

    /** Begins anew. Its owner only. */
    public void clear() {
        counts.reset();
        Arrays.fill(atMost, 0);
    }
}
