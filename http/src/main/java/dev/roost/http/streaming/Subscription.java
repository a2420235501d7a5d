package dev.roost.http.streaming;

import java.util.List;
import java.util.Set;

/** That a connection gets the events of some topics under one label. One object per stream of a connection. */
final class Subscription {
    private final Connection connection;
    private final List<String> label;
    private final Set<Topic> topics;

    Subscription(Connection connection, List<String> label, Set<Topic> topics) {
        this.connection = connection;
        this.label = label;
        this.topics = topics;
    }

    Viewer viewer() {
        return connection.viewer();
    }

    Set<Topic> topics() {
        return topics;
    }

    void send(Event event) {
        connection.send(label, event);
    }
}
