package dev.roost.lab.drive;

import org.jspecify.annotations.Nullable;

/** Connections with a request under way, by deadline: all have the same time, so that is by when they began. */
final class Waiting {
    private @Nullable Connection oldest;
    private @Nullable Connection newest;

    @Nullable
    Connection oldest() {
        return oldest;
    }

    void add(Connection connection) {
        connection.earlier = newest;
        connection.later = null;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.later = connection;
        }
        newest = connection;
    }

    void remove(Connection connection) {
        Connection before = connection.earlier;
        Connection after = connection.later;
        if (before == null) {
            oldest = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.earlier = before;
        }
        connection.earlier = null;
        connection.later = null;
    }
}
