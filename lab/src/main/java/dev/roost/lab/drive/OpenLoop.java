package dev.roost.lab.drive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs planned requests against a server, a thread for each table; one run. */
public final class OpenLoop {
    /** Between the start of the threads and the moment from which requests count. */
    private static final long LEAD_NS = 50_000_000;

    /** A server that stands still for so long makes no new connections necessary. */
    private static final long AHEAD_NS = 50_000_000;

    private static final int AHEAD_MAX = 2_000;

    /** How often a request may be sent again. */
    public static final int RETRIES_MAX = 100;

    private final SocketAddress address;
    private final long timeoutNs;
    private final List<EventLoop> loops = new ArrayList<>();
    private final int firstProcessor;
    private boolean ahead;
    private int retriesMax;
    private volatile @Nullable Throwable broken;

    /**
     * A run against the server at {@code host} and {@code port}. Each sender keeps to a processor of its own, from the
     * first one on, and the process's other threads keep to others, if it is allowed to and has more of them.
     *
     * @param timeoutNs how long after it was sent a request is given up
     */
    public OpenLoop(String host, int port, long timeoutNs) {
        this(host, port, timeoutNs, 0);
    }

    /**
     * The same with a choice of processors.
     *
     * @param firstProcessor the one that the first sender keeps to, or below 0 if they may be anywhere
     */
    public OpenLoop(String host, int port, long timeoutNs, int firstProcessor) {
        address = new InetSocketAddress(host, port);
        this.timeoutNs = timeoutNs;
        this.firstProcessor = firstProcessor;
    }

    /**
     * Keeps idle connections open ahead of need, as many as requests fall due in the busiest 50 ms, at most
     * {@link #AHEAD_MAX} a table: as the people who ask have theirs open already. For tables added after this.
     */
    public OpenLoop openingAhead() {
        ahead = true;
        return this;
    }

    /**
     * Sends each request that was turned away (503) again at once, so often at most. Its time counts from when it was
     * due to its last answer. For tables added after this.
     *
     * @param most from 0 to 100
     */
    public OpenLoop retrying(int most) {
        if (most < 0 || most > RETRIES_MAX) {
            throw new IllegalArgumentException(most + " retries; 0 to " + RETRIES_MAX);
        }
        retriesMax = most;
        return this;
    }

    /** Adds a table, which gets a thread of its own. */
    public OpenLoop with(Requests requests, Exchange exchange) throws IOException {
        int reserve = ahead ? Math.min(AHEAD_MAX, requests.mostDueWithin(AHEAD_NS)) : 0;
        loops.add(new EventLoop(address, requests, exchange, timeoutNs, reserve, retriesMax));
        return this;
    }

    /**
     * Sends everything and waits for the last answer.
     *
     * @param watcher is told of the progress about once a second, by the calling thread
     * @return when the run began, in {@link System#nanoTime}
     */
    public long run(Consumer<Progress> watcher) throws IOException, InterruptedException {
        for (EventLoop each : loops) {
            each.prepare();
        }
        // What planning and setting up left is not collected while requests are sent.
        System.gc();
        Runnable anywhere = firstProcessor < 0 ? () -> {} : Processor.clear(firstProcessor, loops.size());
        long startNs = System.nanoTime() + LEAD_NS;
        List<Thread> threads = new ArrayList<>();
        for (EventLoop each : loops) {
            each.startAt(startNs);
            int processor = firstProcessor < 0 ? -1 : firstProcessor + threads.size();
            Thread thread = Thread.ofPlatform()
                    .name("lab-sender-" + threads.size())
                    .uncaughtExceptionHandler((at, failure) -> broken = failure)
                    .start(() -> {
                        Processor.goFirst();
                        if (processor >= 0) {
                            Processor.keepTo(processor);
                        }
                        each.run();
                    });
            threads.add(thread);
        }
        try {
            for (Thread each : threads) {
                while (!each.join(Duration.ofSeconds(1))) {
                    watcher.accept(progress());
                }
            }
        } finally {
            loops.forEach(EventLoop::stop);
            anywhere.run();
        }
        if (broken != null) {
            throw new IllegalStateException("a sender broke", broken);
        }
        watcher.accept(progress());
        return startNs;
    }

    private Progress progress() {
        return loops.stream().map(EventLoop::progress).reduce(Progress.NONE, Progress::plus);
    }
}
