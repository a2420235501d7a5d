package dev.roost.lab.run;

import java.util.function.LongSupplier;

/**
 * Waits until a server has worked off what came before: requests that nobody waits for any more are still answered, and
 * would be counted against the next load.
 */
public final class AtRest {
    private static final long QUICK_NS = 50_000_000;
    private static final int QUICK_IN_A_ROW = 5;
    private static final long BETWEEN_MS = 100;

    private AtRest() {}

    /** Lets time go by. */
    @FunctionalInterface
    interface Pause {
        void ms(long length) throws InterruptedException;
    }

    /**
     * Asks for one home page after another until {@value #QUICK_IN_A_ROW} in a row took less than 50 ms.
     *
     * @param longestNs how long it waits at most
     * @return whether the server is at rest
     */
    public static boolean await(Target target, Members members, long longestNs)
            throws LabException, InterruptedException {
        return await(target, members, longestNs, System::nanoTime, Thread::sleep);
    }

    /** The same by another clock. */
    static boolean await(Target target, Members members, long longestNs, LongSupplier clockNs, Pause pause)
            throws LabException, InterruptedException {
        Api api = new Api(target);
        long untilNs = clockNs.getAsLong() + longestNs;
        int quick = 0;
        while (quick < QUICK_IN_A_ROW && clockNs.getAsLong() < untilNs) {
            long beganNs = clockNs.getAsLong();
            api.get("/api/v1/timelines/home", members.tokens().getFirst());
            quick = clockNs.getAsLong() - beganNs < QUICK_NS ? quick + 1 : 0;
            pause.ms(BETWEEN_MS);
        }
        return quick == QUICK_IN_A_ROW;
    }
}
