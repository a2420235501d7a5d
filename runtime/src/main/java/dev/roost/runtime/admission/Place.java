package dev.roost.runtime.admission;

import java.util.concurrent.Callable;

/**
 * One of the few places among those who are worked for. The thread that holds it gives it up while it waits for
 * something that takes no processor: a commit, a body that is still on its way, a password that is being checked.
 */
public final class Place {
    private static final ScopedValue<Place> MINE = ScopedValue.newInstance();

    private final AdmissionQueue admission;
    private final long takenNs;
    private boolean held = true;

    Place(AdmissionQueue admission, long takenNs) {
        this.admission = admission;
        this.takenNs = takenNs;
    }

    /** Runs work in this place. */
    void holding(Runnable work) {
        ScopedValue.where(MINE, this).run(work);
    }

    /**
     * Gives up the place that the calling thread holds, if it holds one: what follows is mostly waiting. What is done
     * after it is little, and not waited for by anybody else.
     */
    public static void leave() {
        if (MINE.isBound()) {
            MINE.get().giveUp();
        }
    }

    /**
     * Waits for something without keeping a place from others, then goes on as soon as there is one again, before
     * everybody who has not begun.
     */
    public static <T> T whileAway(Callable<T> waiting) throws Exception {
        if (!MINE.isBound() || !MINE.get().held) {
            return waiting.call();
        }
        Place mine = MINE.get();
        mine.giveUp();
        try {
            return waiting.call();
        } finally {
            mine.admission.comeBack();
            mine.held = true;
        }
    }

    /** By its own thread; also more than once. */
    void giveUp() {
        if (held) {
            held = false;
            admission.left(takenNs);
        }
    }
}
