package dev.roost.http.server;

import java.util.function.LongSupplier;

/**
 * A clock in milliseconds that goes on where another goes back: it counts only what passes, so that nobody who waits
 * for a time waits longer because the other clock was set. Any thread; reads of two threads may differ by a moment.
 */
final class ForwardClock implements LongSupplier {
    /** Going back by less is two threads reading at once, or a clock being set by a little: time stands still then. */
    private static final long BACK_MS_MIN = 1_000;

    private final LongSupplier wall;
    private volatile Point newest;

    /**
     * @param wallMs the latest that the other clock has said since it went back
     * @param aheadMs how far this one is ahead of it
     */
    private record Point(long wallMs, long aheadMs) {}

    /** Begins with the other clock's time. */
    ForwardClock(LongSupplier wall) {
        this.wall = wall;
        this.newest = new Point(wall.getAsLong(), 0);
    }

    @Override
    public long getAsLong() {
        Point known = newest;
        long nowMs = wall.getAsLong();
        if (nowMs > known.wallMs || nowMs < known.wallMs - BACK_MS_MIN) {
            known = moved(nowMs);
        }
        return known.wallMs + known.aheadMs;
    }

    private synchronized Point moved(long nowMs) {
        Point known = newest;
        if (nowMs > known.wallMs) {
            newest = new Point(nowMs, known.aheadMs);
        } else if (nowMs < known.wallMs - BACK_MS_MIN) {
            newest = new Point(nowMs, known.aheadMs + known.wallMs - nowMs);
        }
        return newest;
    }

    /** What the other clock will say at a time of this one. */
    long toWall(long ms) {
        return ms - newest.aheadMs;
    }
}
