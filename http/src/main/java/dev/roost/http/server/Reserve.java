package dev.roost.http.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that callers may hold: bytes for all of them together, and for each source of connections. What does not fit
 * is refused, and whoever asked has to do without. The last quarter is for sources that hold little, so that a few that
 * hold much do not shut the others out. Any thread; taking and giving back are two atomic steps each.
 */
final class Reserve {
    /** A source holds little up to such a part of all. */
    private static final int LITTLE = 128;

    private final long bytesMax;
    private final long bytesEachMax;
    private final AtomicLong taken = new AtomicLong();

    /** What one source has taken. */
    static final class Share {
        private final AtomicLong taken = new AtomicLong();
    }

    /**
     * @param bytesMax for all together
     * @param bytesEachMax for each source
     */
    Reserve(long bytesMax, long bytesEachMax) {
        this.bytesMax = bytesMax;
        this.bytesEachMax = bytesEachMax;
    }

    /** Takes so many bytes for a source, or none and answers false. */
    boolean take(Share share, long bytes) {
        long its = share.taken.addAndGet(bytes);
        long limit = its <= bytesMax / LITTLE ? bytesMax : bytesMax - bytesMax / 4;
        if (its <= bytesEachMax) {
            if (taken.addAndGet(bytes) <= limit) {
                return true;
            }
            taken.addAndGet(-bytes);
        }
        share.taken.addAndGet(-bytes);
        return false;
    }

    /** Gives back what was taken. */
    void giveBack(Share share, long bytes) {
        share.taken.addAndGet(-bytes);
        taken.addAndGet(-bytes);
    }

    /** Bytes that are taken now. */
    long taken() {
        return taken.get();
    }
}
