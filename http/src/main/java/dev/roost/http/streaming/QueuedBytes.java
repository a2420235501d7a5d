package dev.roost.http.streaming;

import java.util.concurrent.atomic.AtomicLong;

/** How much waits to be sent over all connections together. Any thread. */
final class QueuedBytes {
    private final long max;
    private final AtomicLong sum = new AtomicLong();

    QueuedBytes(long max) {
        this.max = max;
    }

    boolean hasRoomFor(long bytes) {
        return sum.get() + bytes <= max;
    }

    void add(long bytes) {
        sum.addAndGet(bytes);
    }

    long sum() {
        return sum.get();
    }
}
