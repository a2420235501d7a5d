package dev.roost.bench.pages;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Session;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Posts of an author with a million followers, a tenth of them active, among the posts of everybody else: synced, in an
 * open loop, timed from when they were due until their answer.
 *
 * <p>Once a celebrity's post is answered, a sample of the active followers read, and every one of them must have it;
 * once a round all active followers do. The followers who are away cost nothing, whichever the strategy: so fan-out on
 * write is fan-out to all who are active.
 */
public final class CelebrityBenchmark implements Benchmark {
    private static final int ACTIVE = 100_000;
    private static final int AUTHORS = 100_000;
    private static final int POSTS = 300_000;
    private static final int CELEBRITY = 1;
    private static final int POSTS_PER_SECOND = 2_000;
    private static final int CELEBRITY_POSTS = 20;
    private static final long CELEBRITY_EVERY_NANOS = 150_000_000;
    private static final int SAMPLE = 2_000;
    private static final double TIMES_QUIET_MAX = 2;
    private static final PageRequest NEWEST = PageRequest.newest(20);

    @Override
    public String name() {
        return "celebrity";
    }

    @Override
    public String about() {
        return "a post to 1,000,000 followers, 100,000 of them active: visible when answered, and others' p99 meanwhile";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms6g", "-Xmx6g");
    }

    /** A node under one strategy, and what was measured of it, rounds added up. */
    private static final class Side implements AutoCloseable {
        final Crowd crowd;
        final Poster others;
        final int active;
        Histogram quiet = new ConcurrentHistogram(3);
        Histogram others99 = new ConcurrentHistogram(3);
        Histogram celebrity = new ConcurrentHistogram(3);
        Histogram delivered = new Histogram(3);
        long readsWithout;
        long reads;

        Side(Session session, Strategy strategy) throws Exception {
            active = session.scaled(ACTIVE);
            int authors = session.scaled(AUTHORS);
            TimelineSettings settings = new TimelineSettings(
                    strategy, Math.max(1, active / 10), 800, 24 * 3_600_000L, active, 365 * 24 * 3_600_000L);
            RocksDbStore store =
                    RocksDbStore.open(session.directory(strategy.name()), RocksDbSettings.DEFAULTS, "bench");
            crowd = Crowd.create(store, settings, FollowShape.aroundOne(session, authors, 1), authors, 1);
            crowd.post(session.scaled(POSTS));
            crowd.letTimePass();
            crowd.activate(active);
            crowd.postBy(CELEBRITY).join();
            others = new Poster(crowd, authors);
            session.say(strategy + ": " + crowd.roost().home().figures());
        }

        void forget() {
            quiet = new ConcurrentHistogram(3);
            others99 = new ConcurrentHistogram(3);
            celebrity = new ConcurrentHistogram(3);
            delivered = new Histogram(3);
            readsWithout = 0;
            reads = 0;
        }

        void measure() throws InterruptedException {
            long nanos = CELEBRITY_POSTS * CELEBRITY_EVERY_NANOS;
            others.start(quiet, nanos).join();
            crowd.awaitDeliveries();
            Thread posting = others.start(others99, nanos);
            SplittableRandom random = new SplittableRandom(reads);
            long start = System.nanoTime();
            for (int i = 0; i < CELEBRITY_POSTS; i++) {
                long due = start + i * CELEBRITY_EVERY_NANOS;
                Poster.await(due);
                long post = id(crowd.postBy(CELEBRITY));
                celebrity.recordValue(System.nanoTime() - due);
                for (int n = 0; n < SAMPLE; n++) {
                    look(random.nextInt(active), post);
                }
                crowd.awaitDeliveries();
                delivered.recordValue(System.nanoTime() - due);
            }
            posting.join();
            long last = id(crowd.postBy(CELEBRITY));
            for (int n = 0; n < active; n++) {
                look(n, last);
            }
        }

        private void look(int n, long post) {
            long[] ids =
                    crowd.page(crowd.reader(n), PageRequest.after(post - 1, 1)).ids();
            readsWithout += ids.length == 1 && ids[0] == post ? 0 : 1;
            reads++;
        }

        @Override
        public void close() {
            crowd.close();
        }
    }

    @Override
    public void run(Session session) throws Exception {
        try (Side hybrid = new Side(session, Strategy.HYBRID);
                Side write = new Side(session, Strategy.WRITE)) {
            for (int round = -1; round < session.rounds(); round++) {
                for (Side side : List.of(hybrid, write)) {
                    side.measure();
                    if (round < 0) {
                        side.forget();
                    }
                }
            }
            for (Side side : List.of(hybrid, write)) {
                side.crowd.awaitDeliveries();
                side.crowd.check(side.active, Math.max(1, side.active / 50), NEWEST);
            }
            report(session, hybrid, write);
        }
    }

    private static long id(CompletableFuture<Outcome> answer) {
        if (answer.join() instanceof Outcome.PostStored stored) {
            return stored.id().value();
        }
        throw new IllegalStateException("the celebrity could not post");
    }

    private static void report(Session session, Side hybrid, Side write) {
        session.report(
                session.figure("next reads without the post, of " + hybrid.reads, (double) hybrid.readsWithout, "reads")
                        .atMost(0));
        double others = us(hybrid.others99, 99);
        double writeOthers = us(write.others99, 99);
        session.report(session.figure("others' posts, p99, quiet", us(hybrid.quiet, 99), "us"));
        session.report(
                session.figure("others' posts, p99", others, "us").against("fan-out on write", writeOthers / others));
        session.report(session.figure("others' p99 to its quiet value", others / us(hybrid.quiet, 99), "times")
                .atMost(TIMES_QUIET_MAX));
        session.report(session.figure(
                "others' p99 to its quiet value, fan-out on write", writeOthers / us(write.quiet, 99), "times"));
        session.report(session.figure("celebrity's post until visible, p99", us(hybrid.celebrity, 99), "us")
                .against("fan-out on write", us(write.celebrity, 99) / us(hybrid.celebrity, 99)));
        session.report(session.figure("until nothing is left to deliver, median", us(hybrid.delivered, 50), "us")
                .against("fan-out on write", us(write.delivered, 50) / us(hybrid.delivered, 50)));
        session.report(session.figure(
                "next reads without the post, fan-out on write, of " + write.reads,
                (double) write.readsWithout,
                "reads"));
    }

    private static double us(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    /** Everybody else: posts at a steady rate, whether or not the ones before have been answered. */
    private static final class Poster {
        private final Crowd crowd;
        private final int authors;
        private final SplittableRandom random = new SplittableRandom(7);

        Poster(Crowd crowd, int authors) {
            this.crowd = crowd;
            this.authors = authors;
        }

        Thread start(Histogram nanos, long forNanos) {
            return Thread.ofPlatform().name("bench-others").start(() -> post(nanos, forNanos));
        }

        private void post(Histogram nanos, long forNanos) {
            long start = System.nanoTime();
            int posts = (int) (forNanos / 1_000_000_000.0 * POSTS_PER_SECOND);
            List<CompletableFuture<?>> answers = new ArrayList<>(posts);
            for (int i = 0; i < posts; i++) {
                long due = start + i * (1_000_000_000L / POSTS_PER_SECOND);
                await(due);
                int author = 2 + random.nextInt(authors - 1);
                answers.add(crowd.postBy(author)
                        .thenRun(() -> nanos.recordValue(Math.max(0, System.nanoTime() - due))));
            }
            answers.forEach(CompletableFuture::join);
        }

        static void await(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
