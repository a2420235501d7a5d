package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.runtime.threads.Niceness;
import dev.roost.timeline.Timelines;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the newest posts of those who have posted lately into memory, after a start and behind everything else, so
 * that a reader's first page need not look each followee up in the store. Ends by itself; 50,000 authors take about a
 * second of a processor.
 */
public final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** Newest posts that are looked at for their authors. */
    private static final int POSTS_MAX = 500_000;

    private static final int AUTHORS_MAX = 50_000;
    private static final int AUTHORS_AT_ONCE = 64;
    private static final int NICE = 19;

    private final StateView latest;
    private final Timelines timelines;
    private final Thread thread =
            Thread.ofPlatform().name("roost-warm-up").daemon().unstarted(this::run);
    private volatile boolean ending;

    WarmUp(StateView latest, Timelines timelines) {
        this.latest = latest;
        this.timelines = timelines;
    }

    void start() {
        thread.start();
    }

    private void run() {
        Niceness.ofThisThread(NICE);
        try {
            int[] authors = authors();
            for (int from = 0; from < authors.length && !ending; from += AUTHORS_AT_ONCE) {
                timelines.bringIn(Arrays.copyOfRange(authors, from, Math.min(authors.length, from + AUTHORS_AT_ONCE)));
            }
        } catch (RuntimeException e) {
            // Readers bring in what they need, and are told what is wrong with the store.
            LOG.warn("posts are not brought into memory ahead of their readers: {}", e.toString());
        }
    }

    /** Who wrote the newest public posts, the latest first. */
    private int[] authors() {
        Set<Integer> authors = new LinkedHashSet<>();
        int[] looked = {0};
        latest.publicPosts(Long.MAX_VALUE, (post, author) -> {
            authors.add(author.value());
            return !ending && ++looked[0] < POSTS_MAX && authors.size() < AUTHORS_MAX;
        });
        return authors.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Waits until it has brought in everything. */
    public void await() throws InterruptedException {
        thread.join();
    }

    /** Ends it, and waits for that. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
