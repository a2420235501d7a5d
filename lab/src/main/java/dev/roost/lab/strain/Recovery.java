package dev.roost.lab.strain;

import dev.roost.lab.run.Objectives;
import java.util.OptionalDouble;

/** How long after a peak objectives are met again. */
final class Recovery {
    private static final long STEP_NS = 100_000_000;
    private static final long LENGTH_NS = 1_000_000_000;

    private Recovery() {}

    /**
     * The first moment after a peak, in steps of 0.1 s, from which on what is due in a second meets the objectives.
     * Empty if there is none.
     *
     * @param peakEndNs when the load fell
     * @param endNs when it ended
     */
    static OptionalDouble seconds(Calls calls, long peakEndNs, long endNs, Objectives objectives) {
        for (long fromNs = peakEndNs; fromNs + LENGTH_NS <= endNs; fromNs += STEP_NS) {
            Calls second = calls.due(fromNs, fromNs + LENGTH_NS);
            if (second.count() > 0 && second.reach(objectives)) {
                return OptionalDouble.of((fromNs - peakEndNs) / 1e9);
            }
        }
        return OptionalDouble.empty();
    }
}
