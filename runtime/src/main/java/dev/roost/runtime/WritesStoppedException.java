package dev.roost.runtime;

/** Nothing can be changed at the moment, because of the disk or the node itself; what was answered before is safe. */
public final class WritesStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int retrySeconds;

    /**
     * With a message for operators that says what to do.
     *
     * @param reason for those who asked for a change: a clause
     * @param retrySeconds when it may be worth asking again
     */
    public WritesStoppedException(String message, String reason, int retrySeconds) {
        super(message);
        this.reason = reason;
        this.retrySeconds = retrySeconds;
    }

    /** Why, as a clause for those who asked. */
    public String reason() {
        return reason;
    }

    /** When it may be worth asking again, in seconds. */
    public int retrySeconds() {
        return retrySeconds;
    }
}
