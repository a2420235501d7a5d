package dev.roost.timeline;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * {@code append}: ids put into rings at random, a list of 403 slots at a time, on one core and on two, beside what the
 * memory allows: single stores at random places of as much memory, and memory filled in sequence.
 */
public final class AppendBenchmark implements Benchmark {
    private static final int READERS = 1_000_000;
    private static final int CAPACITY = 800;
    private static final int FAN_OUT = 403;
    private static final int LISTS = 20_000;
    private static final int CORES = 2;
    private static final int APPENDS = 20_000_000;

    @Override
    public String name() {
        return "append";
    }

    @Override
    public String about() {
        return "ring appends alone, random access, 1,000,000 readers with 800 entries";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms15g", "-Xmx15g", "-XX:+UseParallelGC", "-Xmn64m");
    }

    @Override
    public void run(Session session) throws Exception {
        int readers = session.scaled(READERS / CORES);
        Share[] shares = new Share[CORES];
        for (int core = 0; core < CORES; core++) {
            shares[core] = new Share(readers, core + 1);
        }
        Rounds.Results results = new Rounds()
                .with("fill", () -> together(shares, CORES, Share::fill))
                .with("store", () -> together(shares, CORES, Share::store))
                .with("append", () -> together(shares, CORES, Share::append))
                .with("store 1", () -> together(shares, 1, Share::store))
                .with("append 1", () -> together(shares, 1, Share::append))
                .run(1, session.rounds());
        for (Share share : shares) {
            share.check();
        }
        double store = results.median("store");
        double store1 = results.median("store 1");
        session.report(session.figure("memory filled in sequence, 2 cores", results.median("fill") * 8, "bytes/s"));
        session.report(session.figure("single stores at random, 2 cores", store, "stores/s"));
        session.report(session.figure("single stores at random, 1 core", store1, "stores/s"));
        session.report(session.figure("appends, 2 cores", results.median("append"), "appends/s")
                .atLeast(50e6)
                .against("single stores at random", results.median("append") / store));
        session.report(session.figure("appends, 1 core", results.median("append 1"), "appends/s")
                .against("single stores at random", results.median("append 1") / store1));
    }

    /** Things done per second by so many cores, each with its share. */
    private static double together(Share[] shares, int cores, ToLongFunction<Share> work) throws InterruptedException {
        Thread[] threads = new Thread[cores];
        Arrays.setAll(
                threads,
                core -> Thread.ofPlatform().unstarted(() -> shares[core].done = work.applyAsLong(shares[core])));
        long startNanos = System.nanoTime();
        for (Thread thread : threads) {
            thread.start();
        }
        long done = 0;
        for (int core = 0; core < cores; core++) {
            threads[core].join();
            done += shares[core].done;
        }
        return done * 1e9 / (System.nanoTime() - startNanos);
    }

    /** One core's readers, and as much plain memory. */
    private static final class Share {
        private final Rings rings;
        private final int[][] lists = new int[LISTS][];
        private final long[] plain;
        private long id;
        private long appended;
        private int list;
        private volatile long done;

        Share(int readers, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            rings = Fans.filled(CAPACITY, readers, random);
            id = CAPACITY;
            int fans = Math.min(FAN_OUT, readers);
            Arrays.setAll(lists, i -> Fans.of(fans, readers, random));
            plain = new long[readers * CAPACITY];
        }

        long append() {
            long before = appended;
            while (appended - before < APPENDS) {
                int[] slots = lists[list++ % LISTS];
                rings.append(slots, slots.length, ++id);
                appended += slots.length;
            }
            return appended - before;
        }

        long store() {
            long[] into = plain;
            long stored = 0;
            while (stored < APPENDS) {
                int[] slots = lists[list++ % LISTS];
                for (int slot : slots) {
                    int entry = (slot * 0x9E3779B1) >>> 23;
                    into[slot * CAPACITY + entry] = stored;
                }
                stored += slots.length;
            }
            return stored;
        }

        long fill() {
            Arrays.fill(plain, ++id);
            return plain.length;
        }

        /**
         * Nothing is lost: what the slots have counted is what was put into them, and the last list has the last id.
         */
        void check() {
            SplittableRandom random = new SplittableRandom(rings.count(0));
            long[] newest = new long[1];
            int[] slots = lists[random.nextInt(LISTS)];
            rings.append(slots, slots.length, ++id);
            for (int slot : slots) {
                long count = rings.count(slot);
                if (!rings.copy(slot, count - 1, count, newest) || newest[0] != id) {
                    throw new IllegalStateException("slot " + slot + " lacks the newest id");
                }
            }
        }
    }
}
