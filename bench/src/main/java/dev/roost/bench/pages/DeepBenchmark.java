package dev.roost.bench.pages;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Session;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A page of 20 that begins 5,000 posts down, asked for by its cursor at once. Over the store on disk; readers of three
 * kinds: 300 followees in memory, a few busy followees so that the page lies below what is kept in memory of each, and
 * 300 followees right after a start.
 */
public final class DeepBenchmark implements Benchmark {
    private static final int DEPTH = 5_000;
    private static final int FOLLOWEES = 300;
    private static final int BUSY_FOLLOWEES = 10;
    private static final int POSTS_PER_BUSY = 700;
    private static final int READERS = 40;
    private static final int POSTS_PER_FOLLOWEE = 24;
    private static final int PAGES = 50;
    private static final int WARMUPS = 4;
    private static final long P99_US = 10_000;

    @Override
    public String name() {
        return "deep";
    }

    @Override
    public String about() {
        return "a page 5,000 posts down by its cursor, exact";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms2g", "-Xmx2g");
    }

    @Override
    public void run(Session session) throws Exception {
        int readers = Math.max(4, session.scaled(READERS));
        Path usual = session.directory("usual");
        fill(session, usual, readers, FOLLOWEES, POSTS_PER_FOLLOWEE);
        Path busy = session.directory("busy");
        fill(session, busy, readers, BUSY_FOLLOWEES, POSTS_PER_BUSY);
        Histogram afterStart = new Histogram(3);
        measure(session, usual, readers, FOLLOWEES, afterStart, "300 followees");
        measure(session, busy, readers, BUSY_FOLLOWEES, new Histogram(3), "10 busy followees, from the store");
        report(session, afterStart, "300 followees, right after a start");
    }

    private static void fill(Session session, Path directory, int readers, int followees, int postsOfEach)
            throws Exception {
        RocksDbStore store = RocksDbStore.open(directory, RocksDbSettings.DEFAULTS, "bench");
        int authors = readers * followees;
        FollowShape shape = FollowShape.fixed(followees, authors, 1);
        try (Crowd crowd = Crowd.create(store, TimelineSettings.DEFAULT, shape, authors, 1)) {
            crowd.postEvenly(authors * postsOfEach);
            crowd.addReadersApart(readers, followees);
        }
        session.say("posted");
    }

    private static void measure(
            Session session, Path directory, int readers, int followees, Histogram afterStart, String what)
            throws Exception {
        Histogram known = new Histogram(3);
        long[] cursors = cursors(directory, readers, followees);
        for (int round = -WARMUPS; round < session.rounds(); round++) {
            RocksDbStore store = RocksDbStore.openExisting(directory, RocksDbSettings.DEFAULTS, "bench");
            try (Crowd crowd = Crowd.open(store, TimelineSettings.DEFAULT, readers * followees)) {
                Histogram first = read(crowd, cursors);
                for (int i = 0; i < PAGES; i++) {
                    Histogram again = read(crowd, cursors);
                    if (round >= 0) {
                        known.add(again);
                    }
                }
                if (round >= 0) {
                    afterStart.add(first);
                }
            }
        }
        report(session, known, what);
    }

    /** The cursor above the page, of each reader; the page itself is compared with the plain query's. */
    private static long[] cursors(Path directory, int readers, int followees) throws Exception {
        RocksDbStore store = RocksDbStore.openExisting(directory, RocksDbSettings.DEFAULTS, "bench");
        try (Crowd crowd = Crowd.open(store, TimelineSettings.DEFAULT, readers * followees)) {
            long[] cursors = new long[readers];
            for (int n = 0; n < readers; n++) {
                cursors[n] = down(crowd, crowd.reader(n));
                crowd.check(n, PageRequest.before(cursors[n], Limits.PAGE_DEFAULT));
            }
            return cursors;
        }
    }

    private static long down(Crowd crowd, int reader) {
        long cursor = 0;
        for (int seen = 0; seen < DEPTH; ) {
            int wanted = Math.min(Limits.PAGE, DEPTH - seen);
            long[] ids =
                    crowd.page(reader, new PageRequest(cursor, 0, 0, wanted)).ids();
            if (ids.length < wanted) {
                throw new IllegalStateException(
                        "only " + (seen + ids.length) + " posts on a timeline: " + Arrays.toString(ids));
            }
            cursor = ids[ids.length - 1];
            seen += ids.length;
        }
        return cursor;
    }

    private static Histogram read(Crowd crowd, long[] cursors) {
        Histogram nanos = new Histogram(3);
        for (int n = 0; n < cursors.length; n++) {
            long start = System.nanoTime();
            int found = crowd.page(crowd.reader(n), PageRequest.before(cursors[n], Limits.PAGE_DEFAULT))
                    .ids()
                    .length;
            nanos.recordValue(System.nanoTime() - start);
            if (found != Limits.PAGE_DEFAULT) {
                throw new IllegalStateException("a deep page of " + found);
            }
        }
        return nanos;
    }

    private static void report(Session session, Histogram nanos, String what) {
        session.report(session.figure(what + ", median", nanos.getValueAtPercentile(50) / 1e3, "us"));
        session.report(session.figure(what + ", p99", nanos.getValueAtPercentile(99) / 1e3, "us")
                .atMost(P99_US));
    }
}
