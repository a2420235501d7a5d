package dev.roost.lab.strain;

import dev.roost.lab.scenario.Kind;

/**
 * A request and what became of it. Times are in nanoseconds from the start of the run.
 *
 * @param readyNs when it could have been sent: when it was due, or an earlier answer that it needs was there
 * @param startedNs when the generator turned to it
 * @param sentNs when it was sent, the last time; 0 if it never was
 * @param doneNs when the answer was whole, or was given up
 * @param status of the answer; 0 if there was none
 * @param failure why there was none; empty if there was one
 * @param retries how often it was sent again
 */
public record Call(
        Kind kind,
        long dueNs,
        long readyNs,
        long startedNs,
        long sentNs,
        long doneNs,
        int status,
        String failure,
        int retries) {
    private static final int TURNED_AWAY = 503;

    /** Whether it was answered well. */
    boolean good() {
        return status >= 200 && status < 300;
    }

    boolean turnedAway() {
        return status == TURNED_AWAY;
    }

    long responseNs() {
        return doneNs - dueNs;
    }

    long latenessNs() {
        return startedNs - readyNs;
    }

    long fromSentNs() {
        return doneNs - sentNs;
    }

    /** Why it was not answered well, as reports of runs say it. */
    String reason() {
        return status > 0 ? "status " + status : failure;
    }
}
