package dev.roost.bench.posts;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Connections that each send the next request when the one before is answered, all served by one thread: what is
 * measured is who answers, not the scheduling of as many threads.
 */
final class Writers {
    private static final int PATIENCE_SECONDS = 60;

    private Writers() {}

    /**
     * Requests answered a second.
     *
     * @param request is given a number that no other request has; its future ends when it is answered
     */
    static double perSecond(int connections, double seconds, LongFunction<CompletableFuture<?>> request)
            throws InterruptedException {
        LinkedBlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long sent = 0;
        long answered = 0;
        while (answered < sent || sent == 0) {
            if (sent > 0) {
                Boolean good = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (good == null || !good) {
                    throw new IllegalStateException(good == null ? "no answer for a minute" : "a request failed");
                }
                answered++;
            }
            while (sent - answered < connections && System.nanoTime() < end) {
                var _ = request.apply(sent++).whenComplete((answer, failure) -> answers.add(failure == null));
            }
        }
        return answered / ((System.nanoTime() - start) / 1e9);
    }
}
