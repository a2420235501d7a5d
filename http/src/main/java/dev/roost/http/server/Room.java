package dev.roost.http.server;

/**
 * How much callers can have of this process, worked out once at the start: whatever they do, the process lives.
 *
 * <p>Of the heap a quarter is for connections and an eighth for what requests hold while they are under way; the rest
 * is for timelines, caches and work. Answers under way are outside the heap, and may be as much as another eighth.
 *
 * @param wanted connections that the settings allow
 * @param heapBytes the most that the heap can be
 */
record Room(int wanted, long heapBytes, Descriptors descriptors) {
    /** What a usual connection that waits for its next request costs at most: measured under 4 KB, doubled. */
    static final int CONNECTION_BYTES = 8 << 10;
    /** With less there is no point in serving. */
    static final int CONNECTIONS_MIN = 16;

    private static final int CONNECTIONS_SHARE = 4;
    private static final int REQUESTS_SHARE = 8;
    private static final int ANSWERS_SHARE = 8;

    /** Of this process. */
    static Room of(HttpSettings.ConnectionBounds bounds) {
        return new Room(bounds.max(), Runtime.getRuntime().maxMemory(), Descriptors.ofProcess());
    }

    /** Bytes that all requests under way may hold together. */
    long requestBytes() {
        return heapBytes / REQUESTS_SHARE;
    }

    /** Bytes that all answers under way may hold together. */
    long answerBytes() {
        return heapBytes / ANSWERS_SHARE;
    }

    /** How many connections there may be while none is open. */
    int connections() {
        return connectionsFitting(0);
    }

    /** How many connections there may be, when so many of the open descriptors are connections. */
    int connectionsFitting(int open) {
        return Math.min(Math.min(wanted, byMemory()), descriptors.connectionsFitting(open));
    }

    /** What all connections may cost together, as a number of usual ones. */
    int byMemory() {
        return (int) Math.min(Integer.MAX_VALUE, heapBytes / CONNECTIONS_SHARE / CONNECTION_BYTES);
    }

    /**
     * Refuses a process that could not serve.
     *
     * @throws NoRoomException with what to do
     */
    void check() throws NoRoomException {
        if (connections() < CONNECTIONS_MIN) {
            throw new NoRoomException(
                    byMemory() < CONNECTIONS_MIN
                            ? "a heap of " + (heapBytes >> 20) + " MB has no room for connections: allow more with -Xmx"
                            : descriptorsAreShort());
        }
    }

    /** Whether fewer connections are possible than the settings and the memory allow. */
    boolean isShortOfDescriptors() {
        return connections() < Math.min(wanted, byMemory());
    }

    /** One line for the log, with what to do where something is short. */
    String told() {
        if (isShortOfDescriptors()) {
            return descriptorsAreShort();
        }
        String why = wanted <= byMemory()
                ? "connections_max"
                : "as a heap of " + (heapBytes >> 20) + " MB has room for; connections_max is " + wanted
                        + ", more need a larger -Xmx";
        return "at most " + connections() + " connections (" + why + "), " + (requestBytes() >> 20)
                + " MB for requests and " + (answerBytes() >> 20) + " MB for answers under way";
    }

    private String descriptorsAreShort() {
        long used = descriptors.open().getAsLong();
        return "at most " + connections() + " connections instead of " + Math.min(wanted, byMemory())
                + ": this process may open " + descriptors.max() + " files, " + used + " are open and "
                + descriptors.kept() + " are kept for the store. Raise the limit (ulimit -n, or LimitNOFILE= for"
                + " systemd) to " + (Math.min(wanted, byMemory()) + used + descriptors.kept()) + " or more, or lower"
                + " connections_max";
    }
}
