package dev.roost.runtime.credentials;

import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.admission.Place;
import dev.roost.runtime.threads.Niceness;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The few threads that hash passwords, so that a flood of sign-ins takes what others leave. They step back behind the
 * threads that answer requests, and end when nobody has signed in for a while. Any thread may ask.
 */
final class Hashers {
    /** Half of the processors: a hash takes one for some tens of milliseconds. */
    static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** Callers that may wait for their turn, whatever a hash takes. */
    static final int WAITING_MAX = 64;
    /** Nobody is let in who would wait longer: people would try again, and make it worse. */
    private static final long WAIT_NS_MAX = 4_000_000_000L;

    private static final int NICE = 10;
    private static final int IDLE_SECONDS = 20;
    /** Weight of the newest in the mean of what a hash takes: one in so many. */
    private static final int MEMORY = 8;

    private final ThreadPoolExecutor threads;
    private final AtomicLong tookNs = new AtomicLong();

    Hashers() {
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("roost-passwords-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has something hashed, and waits for it.
     *
     * @throws OverloadedException when too many are waiting
     */
    <T> T hashed(Callable<T> hashing) {
        if (threads.getQueue().size() * tookNs.get() / THREADS > WAIT_NS_MAX) {
            throw tooMany();
        }
        CompletableFuture<T> hash = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                Niceness.ofThisThread(NICE);
                long startNs = System.nanoTime();
                try {
                    hash.complete(hashing.call());
                } catch (Throwable broken) {
                    hash.completeExceptionally(broken);
                }
                long thisNs = System.nanoTime() - startNs;
                tookNs.updateAndGet(mean -> mean + (thisNs - mean) / MEMORY);
            });
        } catch (RejectedExecutionException full) {
            throw tooMany();
        }
        Place.leave();
        try {
            return hash.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    private static OverloadedException tooMany() {
        return new OverloadedException("too many passwords are being checked");
    }
}
