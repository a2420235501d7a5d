package dev.roost.http.streaming;

/** Why the server ends a connection, with the code that a WebSocket carries. */
enum CloseReason {
    /** The server stops. */
    GOING_AWAY(1001, "The server stops"),
    /** The token was revoked, or the account is not in use any more. */
    NO_LONGER_ALLOWED(1008, "The access token is invalid"),
    /** A limit of the client is reached. */
    TOO_MUCH(1008, "Too many streams or messages"),
    /** Messages are JSON texts. */
    NOT_TEXT(1003, "Messages are text"),
    /** The server has lost events: the client should load its timelines again. */
    EVENTS_LOST(1012, "Events were lost, connect again"),
    /** No answer to pings. */
    SILENT(1001, "No sign of life");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
