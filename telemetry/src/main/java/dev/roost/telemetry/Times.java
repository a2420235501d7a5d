package dev.roost.telemetry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Times that were counted, as a histogram to three digits. Immutable; equal when every count is.
 *
 * <p>Percentiles are read from counts. To get those of several threads, machines or windows, add the counts, and then
 * read: nothing here takes a percentile as input, so none can be averaged. Adding gives the same in any order, bit by
 * bit.
 */
public final class Times {
    /** No times at all, and no thresholds. */
    public static final Times NONE = new TimeRecorder().times();

    private final Histogram counts;
    private final long[] thresholdsNs;
    private final long[] atMost;

    /** Takes over all arguments. */
    Times(Histogram counts, long[] thresholdsNs, long[] atMost) {
        this.counts = counts;
        this.thresholdsNs = thresholdsNs;
        this.atMost = atMost;
    }

    /** One bar of a histogram: {@code count} times from {@code fromNs} to {@code toNs}, both included. */
    public record Bar(long fromNs, long toNs, long count) {}

    /** Takes each bar that is not empty, shortest times first. */
    @FunctionalInterface
    public interface BarReader {
        /** Takes the next bar. */
        void bar(Bar bar);
    }

    /** Both together. Thresholds that only one of them counted are given up, unless the other one is empty. */
    public Times plus(Times other) {
        return sum(List.of(this, other));
    }

    /** All together, in any order; see {@link #plus}. One copy, however many there are. */
    public static Times sum(Iterable<Times> parts) {
        Histogram counts = new Histogram(1, TimeRecorder.TIME_NS_MAX, TimeRecorder.DIGITS);
        long @Nullable [] thresholds = null;
        for (Times each : parts) {
            counts.add(each.counts);
            if (each.count() > 0 || each.thresholdsNs.length > 0) {
                thresholds = thresholds == null ? each.thresholdsNs : common(thresholds, each);
            }
        }
        long[] kept = thresholds == null ? new long[0] : thresholds;
        long[] atMost = new long[kept.length];
        for (Times each : parts) {
            for (int i = 0; i < kept.length && each.count() > 0; i++) {
                atMost[i] += each.countAtMost(kept[i]);
            }
        }
        return new Times(counts, kept, atMost);
    }

    private static long[] common(long[] thresholds, Times other) {
        return other.count() == 0
                ? thresholds
                : Arrays.stream(thresholds).filter(other::counts).toArray();
    }

    /** How many times were counted. */
    public long count() {
        return counts.getTotalCount();
    }

    /**
     * The time that {@code percent} of all times do not exceed, to 0.1 %; 0 if there are none.
     *
     * @param percent from 0 to 100, such as 99.9
     */
    public long percentileNs(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile of " + percent);
        }
        return counts.getValueAtPercentile(percent);
    }

    /**
     * Whether there are enough times to tell this percentile from the longest one: of 49 times, 99 % is all of them.
     *
     * @param percent from 0 to 100, such as 99.9
     */
    public boolean tell(double percent) {
        return areEnough(count(), percent);
    }

    /** The same for a count: 100 for the 99th percentile, 1,000 for 99.9 %. */
    public static boolean areEnough(long count, double percent) {
        // A hair more, because 100 - 99.9 comes out below a tenth.
        return count * (100 - percent) * (1 + 1e-9) >= 100;
    }

    /** The shortest, to 0.1 %; 0 if there are none. */
    public long minNs() {
        return count() == 0 ? 0 : counts.getMinValue();
    }

    /** The longest, to 0.1 %; 0 if there are none. */
    public long maxNs() {
        return counts.getMaxValue();
    }

    /** The mean, to 0.1 %; 0 if there are none. */
    public double meanNs() {
        return counts.getMean();
    }

    /** Whether this threshold was counted exactly. */
    public boolean counts(long thresholdNs) {
        return Arrays.binarySearch(thresholdsNs, thresholdNs) >= 0;
    }

    /**
     * How many times are at most {@code thresholdNs}, exactly.
     *
     * @throws IllegalArgumentException if the recorder was not told of this threshold
     */
    public long countAtMost(long thresholdNs) {
        int at = Arrays.binarySearch(thresholdsNs, thresholdNs);
        if (at < 0) {
            throw new IllegalArgumentException("nobody counted the times of at most " + thresholdNs + " ns");
        }
        return atMost[at];
    }

    /** How many times are at most {@code timeNs}, where those within 0.1 % of it may go to either side. */
    public long countAbout(long timeNs) {
        return counts.getCountBetweenValues(0, Math.min(timeNs, TimeRecorder.TIME_NS_MAX));
    }

    /** Shows every bar that is not empty, shortest times first. */
    public void bars(BarReader reader) {
        for (HistogramIterationValue each : counts.recordedValues()) {
            long value = each.getValueIteratedTo();
            reader.bar(new Bar(
                    counts.lowestEquivalentValue(value),
                    counts.highestEquivalentValue(value),
                    each.getCountAddedInThisIterationStep()));
        }
    }

    /** Thresholds that were counted exactly, ascending. */
    long[] thresholdsNs() {
        return thresholdsNs.clone();
    }

    /** A copy of the counts. */
    Histogram copyOfCounts() {
        return counts.copy();
    }

    /** The same counts with others for the thresholds. */
    Times withThresholds(long[] ascendingNs, LongUnaryOperator countAtMost) {
        return new Times(
                counts, ascendingNs, Arrays.stream(ascendingNs).map(countAtMost).toArray());
    }

    /** HdrHistogram's V2 encoding of the counts. */
    private byte[] encoded() {
        ByteBuffer into = ByteBuffer.allocate(counts.getNeededByteBufferCapacity());
        int length = counts.encodeIntoByteBuffer(into);
        return Arrays.copyOf(into.array(), length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Times times
                && Arrays.equals(thresholdsNs, times.thresholdsNs)
                && Arrays.equals(atMost, times.atMost)
                && Arrays.equals(encoded(), times.encoded());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count()) * 31 + Arrays.hashCode(atMost);
    }

    @Override
    public String toString() {
        return count() + " times, p50 " + percentileNs(50) + " ns, p99 " + percentileNs(99) + " ns, max " + maxNs()
                + " ns";
    }
}
