package dev.roost.bench.pages;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.model.PageRequest;
import dev.roost.runtime.MemoryStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.util.List;

/** The work of {@link PagesBenchmark} for more and more active readers: what a page costs must hardly grow. */
public final class PageGrowthBenchmark implements Benchmark {
    private static final int[] READERS = {10_000, 100_000, 1_000_000};
    private static final int AUTHORS = 100_000;
    private static final int POSTS = 400_000;
    private static final long SEED = 1;
    /** The first size is read before anything is compiled. */
    private static final int WARM_UPS = 3;

    private static final long ROUND_NANOS = 2_000_000_000L;

    @Override
    public String name() {
        return "pages-growth";
    }

    @Override
    public String about() {
        return "home pages of 20 ids, rows in memory (no disk), for 10,000, 100,000 and 1,000,000 active readers; takes 13"
                + " GB";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms15g", "-Xmx15g", "-XX:+UseParallelGC");
    }

    @Override
    public void run(Session session) throws Exception {
        int authors = session.scaled(AUTHORS);
        Crowd crowd =
                Crowd.create(new MemoryStore(), settings(1), FollowShape.of(session, authors, SEED), authors, SEED);
        crowd.post(session.scaled(POSTS));
        for (int full : READERS) {
            int readers = session.scaled(full);
            crowd = crowd.reopened(settings(readers), SEED);
            measure(session, crowd, readers);
        }
        crowd.close();
    }

    private static void measure(Session session, Crowd crowd, int readers) throws Exception {
        long start = System.nanoTime();
        crowd.activate(readers);
        double seconds = (System.nanoTime() - start) / 1e9;
        crowd.check(readers, Math.max(1, readers / 50), PageRequest.newest(20));
        PageReading reading = new PageReading(crowd, readers, SEED);
        Rounds.Results results = new Rounds()
                .with("pages", () -> reading.run(ROUND_NANOS).pagesPerSecond())
                .run(WARM_UPS, session.rounds());
        String of = String.format("%,d readers", readers);
        session.report(session.figure(of, results.median("pages"), "pages/s"));
        session.report(session.figure(of + ", cost", Parallel.CORES * 1e9 / results.median("pages"), "ns/page"));
        session.report(session.figure(of + ", activated", readers / seconds, "readers/s"));
    }

    private static TimelineSettings settings(int readers) {
        return new TimelineSettings(
                Strategy.HYBRID, Math.max(1, readers / 10), 800, 24 * 3_600_000L, readers, 24 * 3_600_000L);
    }
}
