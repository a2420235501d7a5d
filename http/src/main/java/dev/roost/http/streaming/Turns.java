package dev.roost.http.streaming;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs short tasks in order, a few at a time, and lets others have the processor after each: ten thousand streams that
 * all have something to write do not stand before requests. Nothing is refused; who gives tasks limits them. Any
 * thread.
 */
final class Turns implements Executor {
    private final Executor threads;
    private final int atOnceMax;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();

    /**
     * @param threads virtual ones
     * @param atOnceMax tasks that run at a time
     */
    Turns(Executor threads, int atOnceMax) {
        this.threads = threads;
        this.atOnceMax = atOnceMax;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        beginIfNeeded();
    }

    private void beginIfNeeded() {
        int running = atOnce.get();
        while (running < atOnceMax && !waiting.isEmpty()) {
            if (atOnce.compareAndSet(running, running + 1)) {
                threads.execute(this::run);
                return;
            }
            running = atOnce.get();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // what is yielded is a place on a carrier, in order
    private void run() {
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
                Thread.yield();
            }
        } finally {
            atOnce.decrementAndGet();
            // One that came between the last look and now has found all of us running.
            beginIfNeeded();
        }
    }
}
