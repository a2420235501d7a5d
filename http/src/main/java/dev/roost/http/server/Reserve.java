package dev.roost.http.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that callers may hold: bytes for all of them together, and for each source of connections. What does not fit
 * is refused, and whoever asked has to do without. Any thread; taking and giving back are two atomic steps each.
 */
final class Reserve {
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
        if (!add(share.taken, bytes, bytesEachMax)) {
            return false;
        }
        if (!add(taken, bytes, bytesMax)) {
            share.taken.addAndGet(-bytes);
            return false;
        }
        return true;
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

    private static boolean add(AtomicLong to, long bytes, long max) {
        if (to.addAndGet(bytes) > max) {
            to.addAndGet(-bytes);
            return false;
        }
        return true;
    }
}
