package dev.roost.bench.pages;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.model.PageRequest;
import dev.roost.runtime.MemoryStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.util.List;

/** Home pages of active readers, in process. */
public final class PagesBenchmark implements Benchmark {
    private static final int READERS = 100_000;
    private static final int AUTHORS = 100_000;
    private static final int POSTS = 600_000;
    private static final long SEED = 1;
    private static final double PAGES_PER_SECOND = 1e6;
    private static final long ROUND_NANOS = 2_000_000_000L;
    /** Reading between posts: about 50,000 pages, so 100 a post. */
    private static final long LIVELY_NANOS = 50_000_000;

    private static final int LIVELY_POSTS = 512;
    private static final int LIVELY_REMOVALS = 25;
    private static final int LIVELY_STRETCHES = 20;
    /** Reading between so many removals that nothing from before helps. */
    private static final long FORGETFUL_NANOS = 5_000_000;

    private static final int FORGETFUL_REMOVALS = 300;
    private static final int FORGETFUL_STRETCHES = 50;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String about() {
        return "home pages of 20 ids in process, rows in memory (no disk), Zipf readers with real following sizes, celebrities"
                + " merged";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms4g", "-Xmx8g");
    }

    @Override
    public void run(Session session) throws Exception {
        int readers = session.scaled(READERS);
        try (Crowd crowd = crowd(session, readers)) {
            crowd.post(session.scaled(POSTS));
            session.say("posted");
            crowd.activate(readers);
            crowd.post(session.scaled(POSTS / 60));
            crowd.awaitDeliveries();
            session.say("active: " + crowd.roost().home().figures());
            if (crowd.roost().home().figures().activeReaders() != readers) {
                throw new IllegalStateException("not all readers are in memory");
            }
            crowd.check(readers, Math.max(1, readers / 100), PageRequest.newest(20));
            PageReading reading = new PageReading(crowd, readers, SEED);
            double[] bytes = new double[1];
            double[] entries = new double[1];
            Rounds.Results results = new Rounds()
                    .with("pages", () -> {
                        PageReading.Result result = reading.run(ROUND_NANOS);
                        bytes[0] = result.bytesPerPage();
                        entries[0] = result.entriesPerPage();
                        return result.pagesPerSecond();
                    })
                    .with("lively", () -> lively(crowd, reading))
                    .with("forgetful", () -> forgetful(crowd, reading))
                    .run(2, session.rounds());
            crowd.check(readers, Math.max(1, readers / 100), PageRequest.newest(20));
            session.report(session.figure("pages, memory store", results.median("pages"), "pages/s")
                    .atLeast(PAGES_PER_SECOND));
            session.report(session.figure(
                    "pages, memory store, a post each 100 and a removal each 2,000",
                    results.median("lively"),
                    "pages/s"));
            session.report(session.figure(
                    "pages, memory store, what was shown before forgotten each 5 ms",
                    results.median("forgetful"),
                    "pages/s"));
            session.report(session.figure("allocated", bytes[0], "bytes/page"));
            session.report(session.figure("entries", entries[0], "entries/page"));
        }
    }

    private static double lively(Crowd crowd, PageReading reading) throws InterruptedException {
        double seconds = 0;
        for (int i = 0; i < LIVELY_STRETCHES; i++) {
            crowd.post(LIVELY_POSTS);
            crowd.postAndRemove(LIVELY_REMOVALS);
            crowd.awaitDeliveries();
            seconds += 1 / reading.goOn(LIVELY_NANOS).pagesPerSecond();
        }
        return LIVELY_STRETCHES / seconds;
    }

    private static double forgetful(Crowd crowd, PageReading reading) throws InterruptedException {
        double seconds = 0;
        for (int i = 0; i < FORGETFUL_STRETCHES; i++) {
            crowd.postAndRemove(FORGETFUL_REMOVALS);
            crowd.awaitDeliveries();
            seconds += 1 / reading.goOn(FORGETFUL_NANOS).pagesPerSecond();
        }
        return FORGETFUL_STRETCHES / seconds;
    }

    private static Crowd crowd(Session session, int readers) throws IOException {
        int authors = session.scaled(AUTHORS);
        TimelineSettings settings = new TimelineSettings(
                Strategy.HYBRID, Math.max(1, readers / 10), 800, 24 * 3_600_000L, readers, 365 * 24 * 3_600_000L);
        FollowShape shape = FollowShape.of(session, authors, SEED);
        return Crowd.create(new MemoryStore(), settings, shape, authors, SEED);
    }
}
