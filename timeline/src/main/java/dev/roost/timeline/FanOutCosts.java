package dev.roost.timeline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * What fan-out costs here and now: a delivery, a celebrity in a page, a ring mended; and how many pages are read.
 *
 * <p>Few deliveries and pages are timed, so that timing costs little. Figures start from what was measured elsewhere
 * and settle within some hundred samples.
 */
final class FanOutCosts {
    /** One in so many is timed; powers of two. */
    private static final int POSTS_PER_SAMPLE = 16;

    private static final int PAGES_PER_SAMPLE = 128;

    /** Below, the clock itself would be measured. */
    private static final int DELIVERIES_TIMED_MIN = 32;

    private final boolean measured;
    private final LongAdder pages = new LongAdder();
    private int posts;
    private final RunningCost delivery = new RunningCost(40);
    private final RunningCost merge = new RunningCost(150);
    private final RunningCost mending = new RunningCost(3_000);

    /** {@code measured}: whether anybody asks. */
    FanOutCosts(boolean measured) {
        this.measured = measured;
    }

    // ---- readers

    /** Whether a page is to be timed; those that are count for all. */
    boolean timesPage() {
        if (!measured || (ThreadLocalRandom.current().nextInt() & (PAGES_PER_SAMPLE - 1)) != 0) {
            return false;
        }
        pages.add(PAGES_PER_SAMPLE);
        return true;
    }

    /** Pages with so many celebrities, at least one, took so much longer than they would have without. */
    void merged(int celebrities, long nanos) {
        merge.add(celebrities, nanos);
    }

    // ---- the delivering thread

    /** Nobody is a celebrity, so that no page tells what one costs: what is known of it goes out of date. */
    void nothingMerged() {
        merge.fade();
    }

    /** Whether the delivery of a post to so many readers is to be timed. */
    boolean timesPost(int readers) {
        return measured && readers >= DELIVERIES_TIMED_MIN && (++posts & (POSTS_PER_SAMPLE - 1)) == 0;
    }

    void delivered(int readers, long nanos) {
        delivery.add(readers, nanos);
    }

    void mended(int rings, long nanos) {
        mending.add(rings, nanos);
    }

    /** Nanoseconds for one delivery. */
    double deliveryNanos() {
        return delivery.nanosPerUnit();
    }

    /** Nanoseconds for a celebrity in a page, on average over the pages that have any. */
    double mergeNanos() {
        return merge.nanosPerUnit();
    }

    /** Nanoseconds for putting held-back posts into one ring. */
    double mendingNanos() {
        return mending.nanosPerUnit();
    }

    /** Pages that were read from rings since the start, estimated. */
    long pages() {
        return pages.sum();
    }
}
