package dev.roost.lab.selftest;

/**
 * When a server stands still: from {@code freezesNs} to {@code wakesNs} after its first request, or never if both are
 * equal.
 */
record Freeze(long freezesNs, long wakesNs) {
    static final Freeze NEVER = new Freeze(0, 0);

    /** Until when a server stands still whose first request came so long ago; the past if it does not. */
    long untilNs(long sinceFirstNs) {
        return sinceFirstNs >= freezesNs && sinceFirstNs < wakesNs ? wakesNs : Long.MIN_VALUE;
    }
}
