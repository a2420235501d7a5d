package dev.roost.timeline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * What fan-out costs here and now: a delivery, a run merged into a page, a ring mended; and how many pages are read.
 *
 * <p>Few deliveries and pages are timed, so that timing costs nothing. Each figure is a running median: a sample above
 * it raises it a little, one below lowers it as much, so that a thread that lost its core in the middle counts no more
 * than any other. Figures start from what was measured elsewhere and settle within some hundred samples.
 */
final class FanOutCosts {
    /** One in so many is timed; powers of two. */
    private static final int POSTS_PER_SAMPLE = 16;

    private static final int PAGES_PER_SAMPLE = 64;

    /** Below, the clock itself would be measured. */
    private static final int DELIVERIES_TIMED_MIN = 32;

    private static final double STEP = 0.02;
    private static final int CLOCK_TRIES = 1_000;

    private final boolean measured;
    /** What asking for the time costs itself: as much as a merge or two. */
    private final long clockNanos = clockNanos();

    private final LongAdder pages = new LongAdder();
    private int posts;
    private volatile double deliveryNanos = 40;
    private volatile double mendingNanos = 3_000;
    /** Written by readers without order: a lost sample does not matter. */
    private volatile double mergeNanos = 100;

    /** {@code measured}: whether anybody asks. */
    FanOutCosts(boolean measured) {
        this.measured = measured;
    }

    // ---- readers

    /** Counts a page; whether it is to be timed. */
    boolean timesPage() {
        if (!measured) {
            return false;
        }
        pages.increment();
        return (ThreadLocalRandom.current().nextInt() & (PAGES_PER_SAMPLE - 1)) == 0;
    }

    /** So many runs were merged into a page. */
    void merged(int runs, long nanos) {
        if (runs > 0) {
            mergeNanos = towards(mergeNanos, (double) Math.max(0, nanos - clockNanos) / runs);
        }
    }

    // ---- the delivering thread

    /** Whether the delivery of a post to so many readers is to be timed. */
    boolean timesPost(int readers) {
        return measured && readers >= DELIVERIES_TIMED_MIN && (++posts & (POSTS_PER_SAMPLE - 1)) == 0;
    }

    void delivered(int readers, long nanos) {
        deliveryNanos = towards(deliveryNanos, (double) nanos / readers);
    }

    void mended(int rings, long nanos) {
        mendingNanos = towards(mendingNanos, (double) nanos / rings);
    }

    /** Nanoseconds for one delivery. */
    double deliveryNanos() {
        return deliveryNanos;
    }

    /** Nanoseconds for one more run in a page. */
    double mergeNanos() {
        return mergeNanos;
    }

    /** Nanoseconds for putting held-back posts into one ring. */
    double mendingNanos() {
        return mendingNanos;
    }

    /** Pages that were read from rings since the start. */
    long pages() {
        return pages.sum();
    }

    private static long clockNanos() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < CLOCK_TRIES; i++) {
            long before = System.nanoTime();
            least = Math.min(least, System.nanoTime() - before);
        }
        return least;
    }

    private static double towards(double median, double sample) {
        return sample > median ? median * (1 + STEP) : median * (1 - STEP);
    }
}
