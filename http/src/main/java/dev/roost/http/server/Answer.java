package dev.roost.http.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * An answer's bytes outside the heap until its reader has taken them. There is room for so many bytes of one source of
 * connections and of all, and a time for each by its size; who reads more slowly is cut.
 */
final class Answer implements Callback {
    /** Always answered: refusals, and what is no larger than one. Counted with the call. */
    private static final int SMALL_BYTES = 2 << 10;

    /** A reader that takes so long may have to make room for others. */
    private static final long LONG_NS = Duration.ofSeconds(2).toNanos();

    private final @Nullable OpenConnection connection;
    private final int bytes;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Callback callback;
    private @Nullable RetainableByteBuffer buffer;
    private long fromNs;
    private long dueNs;

    private Answer(@Nullable OpenConnection connection, int bytes) {
        this.connection = connection;
        this.bytes = bytes;
    }

    /**
     * Takes the room for an answer that has these pieces; it has to be written then.
     *
     * @return null if there is none
     */
    static @Nullable Answer room(Request request, List<byte[]> pieces) {
        long sum = 0;
        for (int i = 0; i < pieces.size(); i++) {
            sum += pieces.get(i).length;
        }
        int bytes = Math.toIntExact(sum);
        OpenConnection connection = OpenConnection.of(request);
        if (connection != null
                && bytes > SMALL_BYTES
                && !connection.admission().answers().take(connection.source.answers, bytes)) {
            connection.admission().turnedAway();
            return null;
        }
        return new Answer(connection, bytes);
    }

    int bytes() {
        return bytes;
    }

    /** Copies the pieces into one pooled buffer outside the heap, from where they go to the socket in one write. */
    void write(Response response, List<byte[]> pieces, Callback then) {
        if (bytes == 0) {
            response.write(true, null, then);
            return;
        }
        callback = then;
        try {
            buffer = copy(pieces, bytes, response.getRequest().getComponents().getByteBufferPool());
        } finally {
            if (buffer == null) {
                end();
            }
        }
        if (connection != null) {
            fromNs = connection.admission().nowNs();
            dueNs = fromNs + connection.admission().nsFor(bytes);
        }
        response.write(true, buffer.getByteBuffer(), this);
        if (connection != null && !over.get()) {
            connection.waits(this);
            connection.admission().waits(this);
            if (over.get()) {
                waitsNoLonger(connection);
            }
        }
    }

    private void waitsNoLonger(OpenConnection from) {
        from.waitsNoLonger(this);
        from.admission().waitsNoLonger(this);
    }

    private static RetainableByteBuffer copy(List<byte[]> pieces, int bytes, ByteBufferPool pool) {
        RetainableByteBuffer.Mutable pooled = pool.acquire(bytes, true);
        for (int i = 0; i < pieces.size(); i++) {
            pooled.put(pieces.get(i));
        }
        return pooled;
    }

    /** Whether it has waited for longer than readers usually need. */
    boolean isLong() {
        return connection != null && connection.admission().nowNs() - fromNs > LONG_NS;
    }

    /** When it should have been taken. */
    long dueNs() {
        return dueNs;
    }

    /** Cuts the reader off. */
    void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    @Override
    public void succeeded() {
        end();
        if (callback != null) {
            callback.succeeded();
        }
    }

    @Override
    public void failed(Throwable cause) {
        end();
        if (callback != null) {
            callback.failed(cause);
        }
    }

    /** Gives its room back, once; also of one that is not written after all. */
    void end() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (buffer != null) {
            buffer.release();
        }
        if (connection != null) {
            waitsNoLonger(connection);
            if (bytes > SMALL_BYTES) {
                connection.admission().answers().giveBack(connection.source.answers, bytes);
            }
        }
    }

    @Override
    public Invocable.InvocationType getInvocationType() {
        return callback == null ? Invocable.InvocationType.BLOCKING : callback.getInvocationType();
    }
}
