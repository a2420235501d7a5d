package dev.roost.lab.drive;

/** Why a request got no answer. */
public enum Failure {
    /** The server took no connection. */
    REFUSED("connection refused"),
    /** The connection broke before the answer was whole. */
    BROKEN("connection broken"),
    /** No whole answer in time. */
    TIMEOUT("timed out"),
    /** Never sent, because the request that it depends on failed. */
    NOT_SENT("not sent, an earlier one failed"),
    /** What came is no HTTP answer. */
    UNREADABLE("unreadable answer"),
    /** The generator could not send: no sockets left. Voids a run. */
    GENERATOR("generator out of sockets");

    private static final Failure[] ALL = values();

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    /** What a report says. */
    public String words() {
        return words;
    }

    /** What stands in the place of an HTTP status: below 0. */
    short code() {
        return (short) -(ordinal() + 1);
    }

    static Failure of(int code) {
        return ALL[-code - 1];
    }
}
