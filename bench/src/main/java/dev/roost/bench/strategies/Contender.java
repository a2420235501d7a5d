package dev.roost.bench.strategies;

import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Timelines with one strategy. One thread publishes and reads; the contender's own thread delivers.
 *
 * <p>All readers are active from the start. Posts are published in groups, each once the one before has been delivered:
 * what a request costs is wanted, not what piles up when too many come.
 */
final class Contender implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final PageRequest NEWEST = PageRequest.newest(Limits.PAGE_DEFAULT);
    private static final long WAIT_NANOS = 20_000;
    private static final long SLICE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long NOW_MS = 1_800_000_000_000L;

    private final String name;
    private final PostedAhead posted;
    private final Draw readers;
    private final int accounts;
    private final Timelines timelines;
    private int nextGroup;
    private int slices;
    private double requestsPerSecond;

    Contender(String name, Strategy strategy, CelebrityRule celebrities, Activity activity, PostedAhead posted) {
        this.name = name;
        this.posted = posted;
        this.readers = new Draw(activity.reading());
        this.accounts = activity.reading().length;
        TimelineSettings usual = TimelineSettings.DEFAULT;
        TimelineSettings settings = new TimelineSettings(
                strategy, celebrities, usual.capacity(), usual.boostWindowMs(), accounts + 1, Long.MAX_VALUE / 2);
        timelines = new Timelines(posted.latest(), posted.snapshots(), settings, System::currentTimeMillis);
    }

    String name() {
        return name;
    }

    Timelines timelines() {
        return timelines;
    }

    /** Every reader reads once, so that all timelines and all authors' posts are in memory. */
    void activate() {
        for (int reader = 1; reader <= accounts; reader++) {
            timelines.page(new AccountId(reader), NEWEST, NOW_MS);
        }
    }

    /** Makes the posts of so many slices, so that making them is no part of anybody's turn. */
    void prepare(int slicesAhead, double pagesPerPost, int requests) {
        posted.makeGroups(nextGroup + slicesAhead * groups(pagesPerPost, requests));
    }

    private static int groups(double pagesPerPost, int requests) {
        return (int) Math.max(1, Math.round(requests / (1 + pagesPerPost) / PostedAhead.GROUP));
    }

    /**
     * Publishes posts and reads pages in turn, so many pages a post, until there were so many requests or half a second
     * is over; at least one group of posts.
     *
     * @return processor time of all threads in microseconds a request, without what this one spends waiting
     */
    double slice(double pagesPerPost, int requests) {
        int groups = groups(pagesPerPost, requests);
        int pagesPerGroup = (int) Math.max(1, Math.round(pagesPerPost * PostedAhead.GROUP));
        posted.makeGroups(nextGroup + groups);
        int[] reading = drawReaders(groups * pagesPerGroup);
        long cpuBefore = ProcessorTime.nanosSoFar();
        long before = System.nanoTime();
        long waited = 0;
        int done = 0;
        while (done < groups && (done == 0 || System.nanoTime() - before < SLICE_NANOS_MAX)) {
            PostedAhead.Group group = posted.group(nextGroup++);
            timelines.publish(group.offset(), group.lastPost(), group.changes());
            for (int i = done * pagesPerGroup; i < (done + 1) * pagesPerGroup; i++) {
                timelines.page(new AccountId(reading[i]), NEWEST, NOW_MS);
            }
            done++;
            waited += awaitDeliveries();
        }
        double cpuNanos = ProcessorTime.nanosSoFar() - cpuBefore - waited;
        double count = (double) done * (PostedAhead.GROUP + pagesPerGroup);
        requestsPerSecond = count / ((System.nanoTime() - before) / 1e9);
        return cpuNanos / count / 1e3;
    }

    /** Of the last slice; waiting is part of it. */
    double requestsPerSecond() {
        return requestsPerSecond;
    }

    private int[] drawReaders(int count) {
        SplittableRandom random = new SplittableRandom(slices++);
        int[] drawn = new int[count];
        Arrays.setAll(drawn, _ -> readers.next(random) + 1);
        return drawn;
    }

    /** Waits, and returns this thread's processor time for that. */
    private long awaitDeliveries() {
        long before = THREADS.getCurrentThreadCpuTime();
        while (!timelines.allDelivered()) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    /**
     * Compares pages with the plain query, as of the last published post.
     *
     * @throws IllegalStateException if one differs
     */
    void check(int pages) {
        long last = posted.group(nextGroup - 1).lastPost();
        PageRequest below = PageRequest.before(last + 1, NEWEST.limit());
        for (int reader : drawReaders(pages)) {
            AccountId id = new AccountId(reader);
            long[] page = timelines.page(id, NEWEST, NOW_MS).ids();
            long[] plain = timelines.plainPage(id, below, NOW_MS).ids();
            if (!Arrays.equals(page, plain)) {
                throw new IllegalStateException(name + ", reader " + reader + ": " + Arrays.toString(page)
                        + " is not the plain query's " + Arrays.toString(plain));
            }
        }
    }

    @Override
    public void close() {
        timelines.close();
    }
}
