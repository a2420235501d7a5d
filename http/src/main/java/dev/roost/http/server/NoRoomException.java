package dev.roost.http.server;

import java.io.IOException;

/** The process may not have enough of something to serve anybody; the message says of what, and what to do. */
public final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }
}
