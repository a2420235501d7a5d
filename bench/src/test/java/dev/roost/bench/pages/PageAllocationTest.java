package dev.roost.bench.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.roost.model.PageRequest;
import dev.roost.runtime.MemoryStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What reading a page allocates: exact, unlike times, and so a gate that does not flake. */
class PageAllocationTest {
    private static final int AUTHORS = 2_000;
    private static final int READERS = 300;
    private static final int FOLLOWEES = 200;
    /** The ring's piece, the page, the celebrities' heads and a dozen small objects; more where nothing is compiled. */
    private static final long BYTES_PER_PAGE_MAX = 2_500;

    @Test
    void aPageOfAnActiveReaderAllocatesLittle() throws Exception {
        TimelineSettings settings = new TimelineSettings(
                Strategy.HYBRID, READERS / 4, 800, 24 * 3_600_000L, READERS, 365 * 24 * 3_600_000L);
        FollowShape shape = FollowShape.fixed(FOLLOWEES, AUTHORS, 1);
        try (Crowd crowd = Crowd.create(new MemoryStore(), settings, shape, AUTHORS, 1)) {
            crowd.post(20_000);
            crowd.activate(READERS);
            crowd.post(2_000);
            crowd.awaitDeliveries();
            read(crowd);
            long bytes = read(crowd);
            assertThat(bytes / READERS).isLessThanOrEqualTo(BYTES_PER_PAGE_MAX);
            crowd.check(READERS, 10, PageRequest.newest(20));
        }
    }

    /** Reads a page of each reader and returns the bytes that it took. */
    private static long read(Crowd crowd) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PageRequest newest = PageRequest.newest(20);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int n = 0; n < READERS; n++) {
            crowd.page(crowd.reader(n), newest);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
