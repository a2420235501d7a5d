package dev.roost.timeline;

/**
 * How home timelines are kept.
 *
 * @param celebrities whose posts are merged at read time (hybrid only)
 * @param capacity entries kept per active reader; deeper pages come from the state
 * @param boostWindowMs how long a boost is held back after the same post or another boost of it; 0 for never
 * @param activeReadersMax timelines kept at a time; the least recently read go first
 * @param idleMs a timeline that nobody reads for so long is dropped
 */
public record TimelineSettings(
        Strategy strategy,
        CelebrityRule celebrities,
        int capacity,
        long boostWindowMs,
        int activeReadersMax,
        long idleMs) {
    /**
     * Hybrid, 10,000 active followers, 800 entries, 24 hours, 200,000 readers (1.3 GB when all are there), 30 minutes.
     */
    public static final TimelineSettings DEFAULT =
            new TimelineSettings(Strategy.HYBRID, 10_000, 800, 24 * 3_600_000L, 200_000, 30 * 60_000L);

    /** With a threshold of active subscriptions above which an author is a celebrity. */
    public TimelineSettings(
            Strategy strategy,
            int celebrityThreshold,
            int capacity,
            long boostWindowMs,
            int activeReadersMax,
            long idleMs) {
        this(
                strategy,
                new CelebrityRule.Threshold(celebrityThreshold),
                capacity,
                boostWindowMs,
                activeReadersMax,
                idleMs);
    }

    public TimelineSettings {
        if (capacity < 1 || boostWindowMs < 0 || activeReadersMax < 1 || idleMs < 1) {
            throw new IllegalArgumentException("timeline settings out of bounds");
        }
    }
}
