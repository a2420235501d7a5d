package dev.roost.bench.pages;

import dev.roost.model.PageRequest;
import dev.roost.runtime.MemoryStore;
import dev.roost.timeline.HomePage;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Newest home pages of 20, of 1,000 readers who follow 200 of 2,000 authors each, a few of them celebrities. On the
 * memory store: no disk takes part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageLoop {
    private static final int READERS = 1_000;
    /** Few enough that what each was shown is still kept at the next turn. */
    private static final int BUSY_READERS = 200;

    private static final int AUTHORS = 2_000;
    private static final int FOLLOWEES = 200;
    private static final PageRequest NEWEST = PageRequest.newest(20);

    private Crowd crowd;
    private int turn;

    /** Posts, and brings all timelines into memory. */
    @Setup
    public void fill() throws Exception {
        TimelineSettings settings = new TimelineSettings(
                Strategy.HYBRID, READERS / 4, 800, 24 * 3_600_000L, READERS, 365 * 24 * 3_600_000L);
        crowd = Crowd.create(new MemoryStore(), settings, FollowShape.fixed(FOLLOWEES, AUTHORS, 1), AUTHORS, 1);
        crowd.post(50_000);
        crowd.activate(READERS);
        crowd.post(5_000);
        crowd.awaitDeliveries();
        crowd.check(READERS, 10, NEWEST);
    }

    /** What the reader was shown last is kept. */
    @Benchmark
    public HomePage kept() {
        turn = turn + 1 == BUSY_READERS ? 0 : turn + 1;
        return crowd.page(crowd.reader(turn), NEWEST);
    }

    /** Pages are kept of half of the readers at most, the last ones: with all in turn, never of the next. */
    @Benchmark
    public HomePage merged() {
        turn = turn + 1 == READERS ? 0 : turn + 1;
        return crowd.page(crowd.reader(turn), NEWEST);
    }

    /** Ends the node. */
    @TearDown
    public void close() {
        crowd.close();
    }
}
