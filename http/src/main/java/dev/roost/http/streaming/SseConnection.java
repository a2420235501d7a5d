package dev.roost.http.streaming;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A stream of server-sent events.
 *
 * <p>A sign of life is one comment line without an empty line after it: there are clients that take every empty line
 * for the end of an event.
 */
final class SseConnection extends Connection {
    private static final byte[] WELCOME = ascii(":)\n");
    private static final byte[] THUMP = ascii(":thump\n");
    /** The end of the answer, in place of bytes. */
    private static final Optional<byte[]> END = Optional.empty();

    private final Response response;
    private final Callback callback;
    private final Outbox<Optional<byte[]>> outbox;
    private final AtomicBoolean over = new AtomicBoolean();

    SseConnection(Viewer viewer, Hub hub, Response response, Callback callback, Executor executor) {
        super(viewer, hub);
        this.response = response;
        this.callback = callback;
        this.outbox = new Outbox<>(hub.limits(), hub.queued(), executor, new Answer());
    }

    /** Sends the head and the first sign of life, and then what has come meanwhile. */
    void start(Request request) {
        response.setStatus(200);
        // Closing after it lets the answer go without chunks. A chunk's last line break is sent with the next chunk,
        // and
        // a client that reads whole chunks (python-requests does) would see each event one event or heartbeat late.
        response.getHeaders()
                .put(HttpHeader.CONNECTION, "close")
                .put(HttpHeader.CONTENT_TYPE, "text/event-stream")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Accel-Buffering", "no");
        request.addIdleTimeoutListener(quietForLong -> false);
        request.addFailureListener(this::end);
        outbox.start();
    }

    /** Puts the first sign of life into the queue, before any event. */
    void welcome() {
        outbox.offer(Optional.of(WELCOME), WELCOME.length);
    }

    @Override
    void drop() {
        outbox.drop();
    }

    @Override
    void send(List<String> label, Event event) {
        byte[] lines = event.serverSent();
        outbox.offer(Optional.of(lines), lines.length);
    }

    @Override
    void beat() {
        outbox.beat(Optional.of(THUMP), THUMP.length);
    }

    @Override
    void close(CloseReason reason) {
        outbox.finish(END);
    }

    private void end(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            leave();
            callback.failed(cause);
        }
    }

    private final class Answer implements Outbox.Wire<Optional<byte[]>> {
        @Override
        public void write(Optional<byte[]> message, Callback written) {
            if (message.isPresent()) {
                response.write(false, ByteBuffer.wrap(message.get()), written);
            } else if (over.compareAndSet(false, true)) {
                leave();
                response.write(true, ByteBuffer.allocate(0), callback);
            }
        }

        @Override
        public void overrun() {
            end(new IOException("a client reads its stream too slowly"));
        }

        @Override
        public void failed(Throwable cause) {
            end(cause);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
