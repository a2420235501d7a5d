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
     * Takes a place among the connections, unless it has left already: the two can come in any order.
     *
     * @return false when there is none
     */
    final boolean enter() {
        synchronized (subscriptions) {
            return !left && hub.admit(this);
        }
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
            // In this order, so that what could not be attached whole is detached with the connection.
            subscriptions.put(stream.label(), subscription);
            hub.attach(subscription);
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

    /**
     * Ends all streams, drops what waits and gives up the place among the connections, once. Called when nothing can be
     * sent any more.
     */
    final void leave() {
        drop();
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

    /** Drops what waits to be sent, and takes nothing more. */
    abstract void drop();

    /** Puts an event for one of the streams into the queue. */
    abstract void send(List<String> label, Event event);

    /** Shows the client that the server is there. */
    abstract void beat();

    /** Ends the connection after what is queued. Returns at once. */
    abstract void close(CloseReason reason);
}
