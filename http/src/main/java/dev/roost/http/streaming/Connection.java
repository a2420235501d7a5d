package dev.roost.http.streaming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client's open stream, or several over one WebSocket. Any thread. */
abstract sealed class Connection permits SseConnection, SocketConnection {
    private final Viewer viewer;
    private final Hub hub;
    private final Map<List<String>, Subscription> subscriptions = new HashMap<>();
    private boolean left;

    Connection(Viewer viewer, Hub hub) {
        this.viewer = viewer;
        this.hub = hub;
    }

    final Viewer viewer() {
        return viewer;
    }

    final Hub hub() {
        return hub;
    }

    /**
     * Begins a stream; a second wish for the same is ignored. From the return on, no event is missed.
     *
     * @return false when there are too many
     */
    final boolean subscribe(StreamChoice.Granted stream) {
        synchronized (subscriptions) {
            if (left || subscriptions.containsKey(stream.label())) {
                return true;
            }
            if (subscriptions.size() >= hub.limits().subscriptions()) {
                return false;
            }
            Subscription subscription = new Subscription(this, stream.label(), stream.topics());
            hub.attach(subscription);
            subscriptions.put(stream.label(), subscription);
            return true;
        }
    }

    /** Ends a stream if it is there. */
    final void unsubscribe(List<String> label) {
        synchronized (subscriptions) {
            @Nullable Subscription subscription = subscriptions.remove(label);
            if (subscription != null) {
                hub.detach(subscription);
            }
        }
    }

    /** Ends all streams and gives up the place among the connections. Called when nothing can be sent any more. */
    final void leave() {
        synchronized (subscriptions) {
            if (left) {
                return;
            }
            left = true;
            subscriptions.values().forEach(hub::detach);
            subscriptions.clear();
        }
        hub.left(this);
    }

    /** Puts an event for one of the streams into the queue. */
    abstract void send(List<String> label, Event event);

    /** Shows the client that the server is there. */
    abstract void beat();

    /** Ends the connection after what is queued. Returns at once. */
    abstract void close(CloseReason reason);
}
