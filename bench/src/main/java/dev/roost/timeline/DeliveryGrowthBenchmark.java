package dev.roost.timeline;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * {@code growth}: what a delivery costs on the one delivering core, from the tail log into the rings, as readers and
 * fan-out grow; and on a skewed graph.
 */
public final class DeliveryGrowthBenchmark implements Benchmark {
    private static final int[] READERS = {10_000, 100_000, 1_000_000};
    private static final int[] FAN_OUT = {10, 100, 1_000, 10_000};
    private static final int CAPACITY = 800;
    private static final int SUBSCRIPTIONS = 16_000_000;
    private static final int DELIVERIES = 20_000_000;
    private static final int MEAN_SKEWED = 403;

    @Override
    public String name() {
        return "fanout-growth";
    }

    @Override
    public String about() {
        return "cost of a delivery from 10,000 to 1,000,000 readers, fan-out 10 to 10,000; one core, timelines of 800";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms9g", "-Xmx9g", "-XX:+UseParallelGC", "-Xmn64m");
    }

    @Override
    public void run(Session session) throws Exception {
        for (int full : READERS) {
            int readers = Math.max(1_000, session.scaled(full));
            Rings rings = Fans.filled(CAPACITY, readers, new SplittableRandom(1));
            String of = String.format(Locale.ROOT, "%,d readers", readers);
            for (int fanOut : FAN_OUT) {
                if (fanOut <= readers) {
                    double perSecond = measure(session, new Node(rings, readers, fanOut, false));
                    session.report(session.figure(
                            String.format(Locale.ROOT, "%s, fan-out %,d", of, fanOut), 1e9 / perSecond, "ns/delivery"));
                }
            }
            double perSecond = measure(session, new Node(rings, readers, MEAN_SKEWED, true));
            session.report(session.figure(of + ", skewed, mean fan-out 403", perSecond, "deliveries/s"));
        }
    }

    private static double measure(Session session, Node node) throws Exception {
        return new Rounds()
                .with("deliver", node::deliver)
                .run(1, session.rounds())
                .median("deliver");
    }

    /** Rings with authors to deliver to them. */
    private static final class Node {
        private final TailLog tail = new TailLog();
        private final Deliveries deliveries;
        private final Subscriptions subscriptions = new Subscriptions();
        private final SplittableRandom random = new SplittableRandom(2);
        private final int authors;
        private long id = 1L << 40;

        Node(Rings rings, int readers, int fanOut, boolean skewed) {
            authors = SUBSCRIPTIONS / fanOut;
            for (int author = 0; author < authors; author++) {
                int size = skewed ? skewed(readers) : fanOut;
                for (int slot : Fans.of(size, readers, random)) {
                    subscriptions.add(author, slot);
                }
            }
            TimelineSettings settings =
                    new TimelineSettings(Strategy.WRITE, readers, CAPACITY, 0, readers, Long.MAX_VALUE / 2);
            deliveries = new Deliveries(
                    tail, rings, subscriptions, new ByAccount(), new FanOutCosts(false), settings, () -> 0L);
        }

        /** From a distribution of Pareto's with the exponent 1.2, 68 to 16,000 or so: 403 on average. */
        private int skewed(int readers) {
            double size = 101 / Math.pow(1 - random.nextDouble(), 1 / 1.2);
            return (int) Math.min(Math.min(readers, 16_000), size);
        }

        double deliver() {
            long before = deliveries.deliveries();
            long wanted = 0;
            long startNanos = System.nanoTime();
            while (deliveries.deliveries() - before < DELIVERIES) {
                for (int i = 0; i < 100; i++) {
                    int author = random.nextInt(authors);
                    wanted += subscriptions.size(author);
                    tail.add(++id, author);
                }
                while (tail.delivered() < tail.end()) {
                    deliveries.round();
                }
            }
            long nanos = System.nanoTime() - startNanos;
            if (deliveries.deliveries() - before != wanted) {
                throw new IllegalStateException("deliveries were lost");
            }
            return wanted * 1e9 / nanos;
        }
    }
}
