package dev.roost.timeline;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Session;
import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.ImportMark;
import dev.roost.model.PageRequest;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.StateStore;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** {@code memory}: heap that is in use after a collection, per active reader, beside collections of objects. */
public final class MemoryBenchmark implements Benchmark {
    private static final int CAPACITY = 800;
    private static final int FOLLOWEES = 358;
    private static final int RINGS = 200_000;
    private static final int READERS = 4_096;
    /** Read first: everything that is kept per author or at all is then there. */
    private static final int READ_BEFORE = 128;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "bytes per active reader: timelines of 800, subscriptions and relations at 358 followees";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms8g", "-Xmx8g");
    }

    @Override
    public void run(Session session) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int rings = session.scaled(RINGS);
        double timeline = bytesFor(rings, () -> Fans.filled(CAPACITY, rings, random));
        double deques = bytesFor(2_000, () -> deques(2_000));
        session.report(session.figure("timeline of 800", timeline, "bytes/reader")
                .atMost(7 * 1_024)
                .against("ArrayDeque<Long>", deques / timeline));
        double subscriptions = subscriptions(Math.max(2 * FOLLOWEES, session.scaled(READERS)));
        double sets = bytesFor(2 * FOLLOWEES, () -> sets(2 * FOLLOWEES));
        session.report(session.figure("subscriptions and relations at 358 followees", subscriptions, "bytes/reader")
                .atMost(3 * 1_024)
                .against("HashSet<Integer>, both directions", sets / subscriptions));
    }

    private static List<ArrayDeque<Long>> deques(int readers) {
        List<ArrayDeque<Long>> all = new ArrayList<>();
        for (int reader = 0; reader < readers; reader++) {
            ArrayDeque<Long> timeline = new ArrayDeque<>(CAPACITY);
            for (long id = 1; id <= CAPACITY; id++) {
                timeline.addFirst((id << 20) + reader);
            }
            all.add(timeline);
        }
        return all;
    }

    /** Whom each reader follows, and who follows each. */
    private static List<List<Set<Integer>>> sets(int readers) {
        SplittableRandom random = new SplittableRandom(3);
        List<Set<Integer>> followees = new ArrayList<>();
        List<Set<Integer>> followers = new ArrayList<>();
        for (int reader = 0; reader < readers; reader++) {
            followees.add(new HashSet<>());
            followers.add(new HashSet<>());
        }
        for (int reader = 0; reader < readers; reader++) {
            for (int followee : Fans.of(FOLLOWEES, readers, random)) {
                followees.get(reader).add(followee + 1_000);
                followers.get(followee).add(reader + 1_000);
            }
        }
        return List.of(followees, followers);
    }

    /** What real reads bring into memory, rings apart. */
    private static double subscriptions(int readers) throws InterruptedException {
        try (MemoryStore store = new MemoryStore()) {
            follows(store, readers);
            // Rings of one entry: all of them are there with the first, in one slab.
            TimelineSettings settings =
                    new TimelineSettings(Strategy.WRITE, 10_000, 1, 0, Math.min(readers, 4_096), 3_600_000);
            try (Timelines timelines =
                    new Timelines(new StateView(store), new StoreSnapshots(store), settings, () -> 1_000L)) {
                read(timelines, 1, READ_BEFORE);
                long before = used();
                read(timelines, READ_BEFORE + 1, readers);
                long after = used();
                if (timelines.activeReaders() != readers) {
                    throw new IllegalStateException(timelines.activeReaders() + " readers are active");
                }
                return (after - before) / (double) (readers - READ_BEFORE);
            }
        }
    }

    private record StoreSnapshots(StateStore store) implements Snapshots {
        @Override
        public <T> T read(Function<StateView, T> reading) {
            return reading.apply(new StateView(store));
        }
    }

    private static void read(Timelines timelines, int from, int to) throws InterruptedException {
        for (int account = from; account <= to; account++) {
            timelines.page(new AccountId(account), PageRequest.newest(20), 1_000);
        }
        // The deliverer subscribes them on its own.
        Thread.sleep(500);
    }

    private static void follows(MemoryStore store, int readers) {
        SplittableRandom random = new SplittableRandom(2);
        add(
                store,
                new Command.ImportAccounts(
                        new ImportMark("memory", 1),
                        IntStream.rangeClosed(1, readers)
                                .mapToObj(i -> "reader" + i)
                                .toList()));
        int line = 1;
        for (int reader = 1; reader <= readers; reader++) {
            int[] followers = new int[FOLLOWEES];
            int[] followees = Fans.of(FOLLOWEES, readers - 1, random);
            for (int i = 0; i < FOLLOWEES; i++) {
                followers[i] = reader;
                // Everybody but oneself.
                followees[i] += followees[i] + 1 >= reader ? 2 : 1;
            }
            add(store, new Command.ImportFollows(new ImportMark("memory", ++line), followers, followees));
        }
    }

    private static void add(MemoryStore store, Command command) {
        Commit commit = new Commit(store);
        commit.add(1_000, command);
        store.commit(commit::writeTo);
    }

    /** Heap that the thing takes, by the piece. */
    private static double bytesFor(int pieces, Supplier<Object> thing) throws InterruptedException {
        long before = used();
        Object made = thing.get();
        try {
            return (used() - before) / (double) pieces;
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
