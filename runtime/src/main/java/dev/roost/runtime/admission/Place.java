package dev.roost.runtime.admission;

import java.util.function.Supplier;

/**
 * One of the few places among those who are worked for. The thread that holds it gives it up while it waits for
 * something that takes no processor: a commit, a body that is still on its way, a password that is being checked. Its
 * methods do nothing on a thread that holds no place, and are for the thread that does.
 */
public final class Place {
    private static final ScopedValue<Place> MINE = ScopedValue.newInstance();

    private enum Standing {
        HELD,
        ASIDE,
        LEFT
    }

    private final AdmissionQueue queue;
    private long takenNs;
    private Standing standing = Standing.HELD;

    Place(AdmissionQueue queue, long takenNs) {
        this.queue = queue;
        this.takenNs = takenNs;
    }

    /** Runs work in this place. */
    void holding(Runnable work) {
        ScopedValue.where(MINE, this).run(work);
    }

    /**
     * Gives up the calling thread's place for good: what follows is mostly waiting. What is done after it is little,
     * and not waited for by anybody else.
     */
    public static void leave() {
        if (MINE.isBound()) {
            MINE.get().giveUp();
        }
    }

    /** Lends the calling thread's place to others while it waits for something; until {@link #comeBack}. */
    public static void stepAside() {
        if (MINE.isBound() && MINE.get().standing == Standing.HELD) {
            MINE.get().freeAs(Standing.ASIDE);
        }
    }

    /** Waits for a place again if the calling thread has stepped aside: before everybody who has not begun. */
    public static void comeBack() {
        if (MINE.isBound() && MINE.get().standing == Standing.ASIDE) {
            Place mine = MINE.get();
            mine.takenNs = mine.queue.comeBack();
            mine.standing = Standing.HELD;
        }
    }

    /** Waits for something without keeping a place from others. */
    public static <T> T whileAway(Supplier<T> waiting) {
        stepAside();
        try {
            return waiting.get();
        } finally {
            comeBack();
        }
    }

    /** Also more than once. */
    void giveUp() {
        if (standing == Standing.HELD) {
            freeAs(Standing.LEFT);
        }
        standing = Standing.LEFT;
    }

    private void freeAs(Standing now) {
        standing = now;
        queue.left(takenNs);
    }
}
