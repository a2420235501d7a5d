package dev.roost.lab.rival;

import dev.roost.telemetry.Times;

/**
 * What a tool told of a run.
 *
 * @param tool which
 * @param openLoop whether it means to send when due, whether or not earlier requests were answered
 * @param like which way of running this generator is like it; empty if none is
 * @param askedPerSecond how many requests it was to send; 0 if it takes no rate
 * @param sentPerSecond how many it did
 * @param failed how many were not answered with a status of 200
 * @param p50Ns response times as it told them; below 0 where it does not tell one
 * @param note what it has itself against its figures; empty if nothing
 */
public record Outcome(
        String tool,
        boolean openLoop,
        String like,
        double askedPerSecond,
        double sentPerSecond,
        long failed,
        long p50Ns,
        long p90Ns,
        long p99Ns,
        long p999Ns,
        long maxNs,
        String note) {
    private static final String ON_THE_WIRE = ", on the wire";

    /** Less than this share of what was asked is not the same rate. */
    private static final double RATE_SHARE = 0.99;

    /** A trivial server that answers later than this at the 99th percentile is not what was measured. */
    private static final long HELD_NS = 10_000_000;

    /** What a tool is called where the times are not its own. */
    static String onTheWire(String tool) {
        return tool + ON_THE_WIRE;
    }

    /** Whether the times of what is called so are those of packets. */
    static boolean isOnTheWire(String tool) {
        return tool.endsWith(ON_THE_WIRE);
    }

    /** The same run by the times that packets have. */
    Outcome by(Times wire) {
        return new Outcome(
                onTheWire(tool),
                openLoop,
                like.isEmpty() ? "" : onTheWire(Own.sameRun(like)),
                askedPerSecond,
                sentPerSecond,
                failed,
                wire.percentileNs(50),
                wire.percentileNs(90),
                wire.percentileNs(99),
                wire.percentileNs(99.9),
                wire.maxNs(),
                "");
    }

    /**
     * Whether it sent what was asked to a server that is not drowned: all that can be known of every tool, so that the
     * rule is the same for all of them.
     */
    boolean held() {
        return sentPerSecond >= askedPerSecond * RATE_SHARE && failed == 0 && p99Ns <= HELD_NS;
    }

    /** Whether it knows nothing against its figures besides. */
    boolean heldByItsOwnRule() {
        return held() && note.isEmpty();
    }
}
