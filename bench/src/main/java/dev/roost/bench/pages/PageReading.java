package dev.roost.bench.pages;

import com.sun.management.ThreadMXBean;
import dev.roost.model.PageRequest;
import dev.roost.timeline.HomePage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads home pages of 20 as fast as the cores can: readers by Zipf's law (exponent 1), shuffled, so that the busiest
 * are not neighbours in memory; four newest pages, then the one below the last.
 */
final class PageReading {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PAGE = 20;
    private static final PageRequest NEWEST = PageRequest.newest(PAGE);
    private static final int SEQUENCE = 1 << 20;

    private final Crowd crowd;
    private final int[][] readers = new int[Parallel.CORES][];
    /** By thread: pages read so far; a multiple of 256. */
    private final long[] next = new long[Parallel.CORES];

    PageReading(Crowd crowd, int active, long seed) {
        this.crowd = crowd;
        int[] shuffled = shuffled(active, new SplittableRandom(seed));
        for (int thread = 0; thread < readers.length; thread++) {
            SplittableRandom random = new SplittableRandom(seed + thread);
            readers[thread] = new int[SEQUENCE];
            for (int i = 0; i < SEQUENCE; i++) {
                int rank = (int) Math.exp(random.nextDouble() * Math.log(active));
                readers[thread][i] = crowd.reader(shuffled[Math.min(rank, active) - 1]);
            }
        }
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }

    /** What one stretch of reading gave. */
    record Result(double pagesPerSecond, double bytesPerPage, double entriesPerPage) {}

    /** Reads for so long, from the start of the sequence of readers. */
    Result run(long nanos) throws InterruptedException {
        Arrays.fill(next, 0);
        return goOn(nanos);
    }

    /** Reads for so long, from where the last reading ended. */
    Result goOn(long nanos) throws InterruptedException {
        LongAdder pages = new LongAdder();
        LongAdder bytes = new LongAdder();
        LongAdder entries = new LongAdder();
        long start = System.nanoTime();
        Parallel.onEachCore(thread -> {
            int[] own = readers[thread];
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long first = next[thread];
            long n = first;
            long found = 0;
            while ((n & 255) != 0 || System.nanoTime() - start < nanos) {
                int reader = own[(int) (n / 5 * 4 + Math.min(n % 5, 3)) & (SEQUENCE - 1)];
                if (n % 5 == 3) {
                    long[] last = crowd.page(reader, NEWEST).ids();
                    found += last.length;
                    n++;
                    long before = last.length == 0 ? 1 : last[last.length - 1];
                    found +=
                            crowd.page(reader, PageRequest.before(before, PAGE)).ids().length;
                } else {
                    HomePage page = crowd.page(reader, NEWEST);
                    found += page.ids().length;
                }
                n++;
            }
            bytes.add(THREADS.getCurrentThreadAllocatedBytes() - allocated);
            next[thread] = n;
            pages.add(n - first);
            entries.add(found);
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(
                pages.sum() / seconds, (double) bytes.sum() / pages.sum(), (double) entries.sum() / pages.sum());
    }
}
