package dev.roost.timeline;

/**
 * A reader with a timeline in memory.
 *
 * <p>Until {@link #subscribed} is set, the ring holds what was published up to {@link #coveredTo}; from then on, what
 * the deliverer has delivered.
 */
final class ActiveReader {
    /** For {@link #slot}: relations only, no ring. */
    static final int NO_RING = -1;

    private static final int READ_TIME_BITS = 8;

    final Relations relations;
    /** Of the reader's relations, when they were loaded. */
    final int version;

    final int slot;
    final int generation;
    /** Position in the tail log; what lies before is in the ring. */
    final long coveredTo;
    /** Whether the ring, until it first wraps, goes down to the reader's very first entry. */
    final boolean complete;

    /** Whether time alone can end the relations; told apart here so that most pages need not look at them. */
    private final boolean expires;

    volatile boolean subscribed;
    /** Deliverer only: no longer to be subscribed, or to be removed. */
    boolean retired;
    /** Written by readers without order, and not at each read; a hint for eviction. */
    private long lastReadMs;

    /** Recomputed by readers when the celebrities change; racy but each pair is consistent. */
    volatile Celebrities celebrities = Celebrities.UNKNOWN;

    ActiveReader(
            Relations relations, int version, int slot, int generation, long coveredTo, boolean complete, long nowMs) {
        this.relations = relations;
        this.expires = relations.expires();
        this.version = version;
        this.slot = slot;
        this.generation = generation;
        this.coveredTo = coveredTo;
        this.complete = complete;
        this.lastReadMs = nowMs;
    }

    /** The same reader, subscribed, whose ring holds other entries from now on; deliverer only. */
    ActiveReader mended(int newGeneration, boolean newlyComplete) {
        ActiveReader next =
                new ActiveReader(relations, version, slot, newGeneration, coveredTo, newlyComplete, lastReadMs);
        next.subscribed = true;
        next.celebrities = celebrities;
        return next;
    }

    /** Whether the relations are those of this version and of this time. */
    boolean isCurrent(int currentVersion, long nowMs) {
        return version == currentVersion && !(expires && relations.expiredAt(nowMs));
    }

    /** Notes the time of a read, to a quarter of a second: cores that read the same timeline share this object. */
    void readAt(long nowMs) {
        if (nowMs >>> READ_TIME_BITS != lastReadMs >>> READ_TIME_BITS) {
            lastReadMs = nowMs;
        }
    }

    long lastReadMs() {
        return lastReadMs;
    }

    /** Which of the reader's sources are celebrities, as of an epoch. */
    record Celebrities(long epoch, int[] authors) {
        static final Celebrities UNKNOWN = new Celebrities(-1, new int[0]);
    }
}
