package dev.roost.runtime;

import java.io.UncheckedIOException;

/**
 * Why commands are refused.
 *
 * @param text for operators: what happened, and what to do
 * @param reason for those who asked for a change: a clause, without what is the operators' alone
 * @param passing whether writes go on by themselves when the reason has gone
 */
record Stop(String text, String reason, boolean passing) {
    static final Stop CLOSING =
            new Stop("the server is stopping; try again in a moment", "the server is stopping", true);

    private static final int RETRY_SECONDS = 5;
    private static final int RETRY_AFTER_REPAIR_SECONDS = 60;

    /** What a failure of applying, storing or publishing means. */
    static Stop of(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (cause instanceof StoreFailedException store) {
            boolean passing = store.fault().isPassing();
            return new Stop(
                    "writes are stopped: " + store.getMessage()
                            + (passing ? "; they go on by themselves then" : "")
                            + "; reads go on",
                    store.fault().cause(),
                    passing);
        }
        return new Stop(
                "writes are stopped: a defect, or a state that is damaged (" + failure
                        + "); reads go on; restart, run verify, and report it with the log",
                "this server has failed",
                false);
    }

    /** Memory and disk do not agree: only a start reads everything anew. */
    static Stop apart(long shown, long stored) {
        return new Stop(
                "writes are stopped: readers were shown offset " + shown + ", and the store has " + stored
                        + " after it was opened anew; restart",
                "the disk has failed",
                false);
    }

    /** For those who watch the node from outside: nothing of the machine. */
    String told() {
        return "changes are refused: " + reason
                + (passing ? "; they go on by themselves when that has passed" : "; an operator is wanted")
                + "; the log says more";
    }

    WritesStoppedException exception() {
        int seconds = equals(CLOSING) ? 1 : passing ? RETRY_SECONDS : RETRY_AFTER_REPAIR_SECONDS;
        return new WritesStoppedException(text, reason, seconds);
    }
}
