package dev.roost.http.streaming;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket that carries any number of streams, begun and ended by messages of the client. */
final class SocketConnection extends Connection {
    private static final JsonMapper JSON = new JsonMapper();
    /** Pings in a row that may stay unanswered. */
    private static final int PINGS_UNANSWERED_MAX = 2;
    /** What a control frame counts for in the queue. */
    private static final int CONTROL_BYTES = 16;

    /** Answers to pings that may wait, beside the one message of ours that is being written. */
    private static final int OUTGOING_FRAMES_MAX = 64;

    private final StreamRights rights;
    private final Optional<Wish> first;
    private final Outbox<Message> outbox;
    private final Listener listener = new Listener();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile @Nullable Session session;

    private sealed interface Message {
        record Text(String text) implements Message {}

        record Ping() implements Message {}

        record Close(CloseReason reason) implements Message {}
    }

    /** A connection that begins with a stream named in its address, if there is one. */
    SocketConnection(Viewer viewer, Hub hub, StreamRights rights, Optional<Wish> first, Executor executor) {
        super(viewer, hub);
        this.rights = rights;
        this.first = first;
        this.outbox = new Outbox<>(hub.limits(), hub.queued(), executor, new Socket());
    }

    /** What the WebSocket calls. */
    Session.Listener.AutoDemanding listener() {
        return listener;
    }

    @Override
    void drop() {
        outbox.drop();
    }

    @Override
    void send(List<String> label, Event event) {
        text(event.frame(label));
    }

    @Override
    void beat() {
        messages.set(0);
        if (pings.incrementAndGet() > PINGS_UNANSWERED_MAX) {
            cut();
        } else {
            outbox.offer(new Message.Ping(), CONTROL_BYTES);
        }
    }

    @Override
    void close(CloseReason reason) {
        outbox.finish(new Message.Close(reason));
    }

    private void text(String text) {
        outbox.offer(new Message.Text(text), text.length());
    }

    private void wish(Wish wish) {
        switch (rights.choose(wish, viewer())) {
            case StreamChoice.Granted granted -> {
                if (!subscribe(granted)) {
                    refuse(429, "Too many streams on one connection");
                }
            }
            case StreamChoice.Refused refused -> refuse(refused.status(), refused.error());
        }
    }

    private void received(String text) {
        if (messages.incrementAndGet() > hub().limits().messagesPerHeartbeat()) {
            close(CloseReason.TOO_MUCH);
            return;
        }
        switch (ClientMessage.parse(text)) {
            case ClientMessage.Subscribe subscribe -> wish(subscribe.wish());
            case ClientMessage.Unsubscribe unsubscribe ->
                unsubscribe(unsubscribe.wish().label());
            case ClientMessage.NotUnderstood problem -> refuse(400, problem.error());
        }
    }

    private void refuse(int status, String error) {
        text("{\"error\":" + JSON.writeValueAsString(error) + ",\"status\":" + status + "}");
    }

    /** Ends the connection without waiting for the client. */
    private void cut() {
        leave();
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    /** Public because Jetty calls it by reflection. */
    public final class Listener extends Session.Listener.AbstractAutoDemanding {
        private Listener() {}

        @Override
        public void onWebSocketOpen(Session opened) {
            super.onWebSocketOpen(opened);
            session = opened;
            opened.setMaxTextMessageSize(hub().limits().messageBytes());
            opened.setMaxBinaryMessageSize(hub().limits().messageBytes());
            opened.setMaxOutgoingFrames(OUTGOING_FRAMES_MAX);
            outbox.start();
            if (!enter()) {
                close(hub().stopping() ? CloseReason.GOING_AWAY : CloseReason.TOO_MUCH);
                return;
            }
            if (!rights.hold(viewer())) {
                close(CloseReason.NO_LONGER_ALLOWED);
                return;
            }
            first.ifPresent(SocketConnection.this::wish);
        }

        @Override
        public void onWebSocketText(String text) {
            pings.set(0);
            received(text);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, org.eclipse.jetty.websocket.api.Callback done) {
            done.succeed();
            close(CloseReason.NOT_TEXT);
        }

        @Override
        public void onWebSocketPong(ByteBuffer payload) {
            pings.set(0);
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            leave();
        }

        @Override
        public void onWebSocketClose(int code, String reason, org.eclipse.jetty.websocket.api.Callback done) {
            leave();
            done.succeed();
        }
    }

    private final class Socket implements Outbox.Wire<Message> {
        @Override
        public void write(Message message, Callback written) {
            Session open = session;
            if (open == null) {
                throw new IllegalStateException("the outbox was started before the socket was open");
            }
            var done = org.eclipse.jetty.websocket.api.Callback.from(written::succeeded, written::failed);
            switch (message) {
                case Message.Text text -> open.sendText(text.text(), done);
                case Message.Ping ping -> open.sendPing(ByteBuffer.allocate(0), done);
                case Message.Close close ->
                    open.close(close.reason().code(), close.reason().text(), done);
            }
        }

        @Override
        public void overrun() {
            cut();
        }

        @Override
        public void failed(Throwable cause) {
            cut();
        }
    }
}
