package dev.roost.bench.pages;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Session;
import dev.roost.model.AccountId;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The first page of a reader with 300 followees who is not in memory, over the store on disk: when the followees' posts
 * are in memory, as they usually are; and when nothing is, right after a start.
 *
 * <p>For the second figure no two readers share a followee, so that nobody profits from who came before; the store's
 * own cache starts empty too, the operating system's does not.
 */
public final class ColdBenchmark implements Benchmark {
    private static final int FOLLOWEES = 300;
    private static final int AUTHORS = 30_000;
    private static final int POSTS = 900_000;
    private static final int WARMUPS = 8;
    private static final int STARTS_PER_ROUND = 4;
    private static final long MEDIAN_US = 1_000;
    private static final long P99_US = 5_000;
    private static final PageRequest NEWEST = PageRequest.newest(Limits.PAGE_DEFAULT);

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String about() {
        return "first page of a reader with 300 followees, not in memory; then the same right after a start";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms2g", "-Xmx2g");
    }

    @Override
    public void run(Session session) throws Exception {
        Path directory = session.directory("store");
        int authors = Math.max(10 * FOLLOWEES, session.scaled(AUTHORS));
        int readers = authors / FOLLOWEES;
        fill(session, directory, authors, readers);
        Histogram inMemory = new Histogram(3);
        Histogram fromStore = new Histogram(3);
        for (int round = -WARMUPS; round < STARTS_PER_ROUND * session.rounds(); round++) {
            try (Crowd crowd = open(directory, authors)) {
                Histogram first = read(crowd, readers);
                evict(crowd, readers);
                Histogram again = read(crowd, readers);
                if (round >= 0) {
                    fromStore.add(first);
                    inMemory.add(again);
                } else if (round == -WARMUPS) {
                    crowd.check(readers, 1, NEWEST);
                    crowd.check(readers, 7, PageRequest.newest(Limits.PAGE));
                }
            }
        }
        report(session, inMemory, "followees in memory");
        report(session, fromStore, "nothing in memory");
    }

    private static Crowd open(Path directory, int authors) throws IOException {
        return Crowd.open(
                RocksDbStore.openExisting(directory, RocksDbSettings.DEFAULTS, "bench"),
                TimelineSettings.DEFAULT,
                authors);
    }

    private static void fill(Session session, Path directory, int authors, int readers) throws IOException {
        FollowShape shape = FollowShape.fixed(FOLLOWEES, authors, 1);
        RocksDbStore store = RocksDbStore.open(directory, RocksDbSettings.DEFAULTS, "bench");
        try (Crowd crowd = Crowd.create(store, TimelineSettings.DEFAULT, shape, authors, 1)) {
            crowd.post(session.scaled(POSTS));
            session.say("posted");
            crowd.addReadersApart(readers, FOLLOWEES);
        }
    }

    private static Histogram read(Crowd crowd, int readers) {
        Histogram nanos = new Histogram(3);
        for (int n = 0; n < readers; n++) {
            long start = System.nanoTime();
            crowd.page(crowd.reader(n), NEWEST);
            nanos.recordValue(System.nanoTime() - start);
        }
        return nanos;
    }

    private static void evict(Crowd crowd, int readers) {
        for (int n = 0; n < readers; n++) {
            crowd.roost().home().evict(new AccountId(crowd.reader(n)));
        }
        while (crowd.roost().home().figures().activeReaders() > 0) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static void report(Session session, Histogram nanos, String what) {
        session.report(session.figure(what + ", median", nanos.getValueAtPercentile(50) / 1e3, "us")
                .atMost(MEDIAN_US));
        session.report(session.figure(what + ", p99", nanos.getValueAtPercentile(99) / 1e3, "us")
                .atMost(P99_US));
        session.say(what + ": " + nanos.getTotalCount() + " first pages");
    }
}
