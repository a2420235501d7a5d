package dev.roost.timeline;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A post from the tail log into the rings of its author's 403 subscribers, of 10,000 readers; authors in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeliveryLoop {
    private static final int READERS = 10_000;
    private static final int AUTHORS = 1_000;
    private static final int FAN_OUT = 403;
    private static final int CAPACITY = 800;

    private final TailLog tail = new TailLog();
    private final Deliveries deliveries;
    private long id = CAPACITY;

    /** Fills the rings. */
    public DeliveryLoop() {
        TimelineSettings settings = new TimelineSettings(Strategy.WRITE, READERS, CAPACITY, 0, READERS, 60_000);
        SplittableRandom random = new SplittableRandom(1);
        Rings rings = Fans.filled(CAPACITY, READERS, random);
        Subscriptions subscriptions = new Subscriptions();
        for (int author = 0; author < AUTHORS; author++) {
            for (int slot : Fans.of(FAN_OUT, READERS, random)) {
                subscriptions.add(author, slot);
            }
        }
        deliveries = new Deliveries(
                tail, rings, subscriptions, new ByAccount(), new FanOutCosts(false), settings, () -> 1_000);
    }

    /** One post. */
    @Benchmark
    public boolean deliver() {
        id++;
        tail.add(id, (int) (id % AUTHORS));
        return deliveries.round();
    }
}
