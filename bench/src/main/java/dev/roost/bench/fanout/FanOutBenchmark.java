package dev.roost.bench.fanout;

import dev.roost.app.node.Node;
import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.node.Nodes;
import dev.roost.bench.node.SkewedGraph;
import dev.roost.model.AccountId;
import dev.roost.model.PageRequest;
import dev.roost.runtime.HomeTimelines;
import dev.roost.runtime.Roost;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Durable deliveries a second, end to end: posts go through the real write path, synced, on a skewed graph, and the
 * clock stops when every one is in the ring of every active follower.
 *
 * <p>A million readers are active, so that what is written to (a line of each ring, their counts) is far larger than
 * any cache, and every ring lies in pages of its own.
 */
public final class FanOutBenchmark implements Benchmark {
    private static final int READERS = 1_000_000;
    private static final int FOLLOWEES_MEAN = 8;
    private static final int FAN_OUT = 403;
    private static final double SKEW = 0.8;
    private static final String ROOST = "Roost";
    /** Posts that wait for their commit at a time. */
    private static final int OUTSTANDING = 4_096;

    private static final double SECONDS = 8;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String about() {
        return "durable deliveries/s through the real write path, a million active readers, mean fan-out 403";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms12g", "-Xmx12g");
    }

    @Override
    public void run(Session session) throws Exception {
        int readers = session.scaled(READERS);
        SkewedGraph graph = SkewedGraph.of(
                readers, Math.max(1, readers * FOLLOWEES_MEAN / FAN_OUT), SkewedGraph.evenly(FOLLOWEES_MEAN), SKEW, 1);
        TimelineSettings usual = TimelineSettings.DEFAULT;
        TimelineSettings settings = new TimelineSettings(
                Strategy.WRITE,
                usual.celebrities(),
                usual.capacity(),
                usual.boostWindowMs(),
                readers,
                TimeUnit.HOURS.toMillis(12));
        try (Node node = Nodes.open(session.directory("node"), settings)) {
            fill(session, node.roost(), graph);
            measure(session, node.roost(), graph);
        }
    }

    private static void fill(Session session, Roost roost, SkewedGraph graph) throws InterruptedException {
        session.say(String.format(
                "%,d readers, %,d authors, %,d follows", graph.readers(), graph.authors(), graph.follows()));
        Nodes.accounts(roost, graph.readers());
        Nodes.follows(roost, graph.followersOfAll(), graph.followeesOfAll(), graph.follows());
        session.say("follows are there; readers come");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int half = 0; half < 2; half++) {
                int first = 1 + half;
                threads.execute(() -> {
                    for (int reader = first; reader <= graph.readers(); reader += 2) {
                        roost.home().rawPage(new AccountId(reader), PageRequest.newest(20));
                    }
                });
            }
        }
        HomeTimelines.Figures figures = roost.home().figures();
        if (figures.activeReaders() != graph.readers()) {
            throw new IllegalStateException("only " + figures.activeReaders() + " readers are active");
        }
    }

    private static void measure(Session session, Roost roost, SkewedGraph graph) throws Exception {
        double[] posts = new double[1];
        Rounds rounds = new Rounds().with(ROOST, () -> {
            double rate = deliveriesPerSecond(roost, graph, posts);
            session.say(String.format("%.2f M deliveries/s, %.0f posts/s", rate / 1e6, posts[0]));
            return rate;
        });
        try (HandBuilt redis = HandBuilt.start(session, graph, TimelineSettings.DEFAULT.capacity())) {
            redis.addTo(rounds);
            Rounds.Results results = rounds.run(1, session.rounds());
            checkPages(roost, graph);
            session.report(session.figure("mean fan-out", graph.fanOutMean(), "readers"));
            double median = results.median(ROOST);
            session.report(session.figure("durable deliveries", median, "1/s").atLeast(8_000_000));
            redis.report(session, results, median);
        }
    }

    /** Posts for a while, evenly over the authors, and waits until the last one is in every ring. */
    private static double deliveriesPerSecond(Roost roost, SkewedGraph graph, double[] postsPerSecond)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        Semaphore outstanding = new Semaphore(OUTSTANDING);
        long before = roost.home().figures().deliveries();
        long start = System.nanoTime();
        long end = start + (long) (SECONDS * 1e9);
        long posts = 0;
        while (System.nanoTime() < end) {
            outstanding.acquire();
            var _ = roost.submit(Nodes.post(1 + random.nextInt(graph.authors()), posts++))
                    .whenComplete((outcome, failure) -> outstanding.release());
        }
        outstanding.acquire(OUTSTANDING);
        while (!roost.home().figures().allDelivered()) {
            LockSupport.parkNanos(50_000);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        postsPerSecond[0] = posts / seconds;
        return (roost.home().figures().deliveries() - before) / seconds;
    }

    /** What was delivered is what is right: a sample of pages is compared with the plain query. */
    private static void checkPages(Roost roost, SkewedGraph graph) {
        for (int i = 0; i < 100; i++) {
            AccountId reader = new AccountId(1 + (int) (i * 7_919L % graph.readers()));
            PageRequest request = PageRequest.newest(40);
            long[] page = roost.home().rawPage(reader, request).ids();
            long[] plain = roost.home().plainPage(reader, request).posts().stream()
                    .mapToLong(id -> id.value())
                    .toArray();
            if (!Arrays.equals(page, plain)) {
                throw new IllegalStateException("the page of " + reader + " is wrong");
            }
        }
    }
}
