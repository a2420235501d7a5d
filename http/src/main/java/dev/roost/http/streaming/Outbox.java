package dev.roost.http.streaming;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent over one connection: a bounded queue that is written one message after the other, without a
 * thread that waits.
 *
 * <p>{@link #offer} never blocks and never writes: it leaves that to the executor. A message that does not fit any more
 * is the end of the connection, so that memory stays bounded whatever a client does.
 */
final class Outbox<M> {
    /** Heartbeats in a row at which nothing has been taken of what waited before. */
    private static final int STALLED_BEATS_MAX = 4;

    private final QueuedBytes all;
    private final int messagesMax;
    private final int bytesMax;
    private final Executor executor;
    private final Wire<M> wire;
    private final Writer writer = new Writer();
    /** Set while a turn of the writer is due; also until {@link #start}, so that nothing is written before. */
    private final AtomicBoolean due = new AtomicBoolean(true);

    private final Queue<Waiting<M>> queue = new ArrayDeque<>();
    private int queuedBytes;
    private long taken;
    private long takenAtBeat;
    private int stalledBeats;
    private boolean finished;

    private record Waiting<M>(M message, int bytes) {}

    /** The connection that is written to. Its methods are called one at a time, except for {@link #overrun}. */
    interface Wire<M> {
        /** Writes without blocking; the callback is called when the next message can follow. */
        void write(M message, Callback callback);

        /** The client is too slow: cut it off. Called once, by who offered the message that did not fit. */
        void overrun();

        /** A write has failed; nothing more is written. */
        void failed(Throwable cause);
    }

    /** @param all what waits for this and for all other connections */
    Outbox(StreamLimits limits, QueuedBytes all, Executor executor, Wire<M> wire) {
        this.messagesMax = limits.queuedEvents();
        this.bytesMax = limits.queuedBytes();
        this.all = all;
        this.executor = executor;
        this.wire = wire;
    }

    /** Begins to write. Messages may have been offered before. */
    void start() {
        executor.execute(this::turn);
    }

    /** Adds a message. Any thread; ignored after {@link #finish} and after an overrun. */
    void offer(M message, int bytes) {
        boolean fits;
        synchronized (queue) {
            if (finished) {
                return;
            }
            // However much waits for others, a connection that keeps up loses nothing.
            fits = queue.size() < messagesMax
                    && queuedBytes + bytes <= bytesMax
                    && (queue.isEmpty() || all.hasRoomFor(bytes));
            if (fits) {
                queue.add(new Waiting<>(message, bytes));
                count(bytes);
            } else {
                discard();
            }
        }
        if (fits) {
            wake();
        } else {
            wire.overrun();
        }
    }

    /**
     * Adds a sign of life unless others wait already: then the client will hear from us anyway. A client that takes
     * nothing from one to the next, several times in a row, is cut off.
     */
    void beat(M message, int bytes) {
        boolean stalled;
        synchronized (queue) {
            boolean idle = queue.isEmpty();
            stalledBeats = idle || taken != takenAtBeat ? 0 : stalledBeats + 1;
            takenAtBeat = taken;
            stalled = !finished && stalledBeats == STALLED_BEATS_MAX;
            if (stalled) {
                discard();
            } else if (!idle) {
                return;
            }
        }
        if (stalled) {
            wire.overrun();
        } else {
            offer(message, bytes);
        }
    }

    /** Adds the last message, however full the queue is. */
    void finish(M last) {
        synchronized (queue) {
            if (finished) {
                return;
            }
            finished = true;
            queue.add(new Waiting<>(last, 0));
        }
        wake();
    }

    /** Drops what waits, and takes nothing more. */
    void drop() {
        synchronized (queue) {
            discard();
        }
    }

    private void discard() {
        finished = true;
        queue.clear();
        count(-queuedBytes);
    }

    private void count(int bytes) {
        queuedBytes += bytes;
        all.add(bytes);
    }

    private void wake() {
        if (due.compareAndSet(false, true)) {
            executor.execute(this::turn);
        }
    }

    private void turn() {
        due.set(false);
        writer.iterate();
    }

    private @Nullable M next() {
        synchronized (queue) {
            Waiting<M> first = queue.poll();
            if (first == null) {
                return null;
            }
            taken++;
            count(-first.bytes());
            return first.message();
        }
    }

    private final class Writer extends IteratingCallback {
        @Override
        protected Action process() {
            M message = next();
            if (message == null) {
                return Action.IDLE;
            }
            wire.write(message, this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            wire.failed(cause);
        }
    }
}
