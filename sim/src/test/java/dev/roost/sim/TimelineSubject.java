package dev.roost.sim;

import dev.roost.core.Commit;
import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.runtime.MemoryStore;
import dev.roost.runtime.StateStore;
import dev.roost.timeline.HomePage;
import dev.roost.timeline.Snapshots;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The timelines over a store in memory, told of each commit by hand. */
final class TimelineSubject implements Subject {
    private final SimSettings settings;
    private final MemoryStore store = new MemoryStore();
    private final AtomicLong clockMs = new AtomicLong();
    private Commit commit = new Commit(store);
    private Timelines timelines;
    private int pending;

    TimelineSubject(SimSettings settings) {
        this.settings = settings;
        timelines = start(Strategy.valueOf(settings.strategy()));
    }

    private Timelines start(Strategy strategy) {
        TimelineSettings wanted = new TimelineSettings(
                strategy,
                settings.celebrities(),
                settings.capacity(),
                settings.boostWindowMs(),
                settings.maxActive(),
                3_600_000);
        return new Timelines(new StateView(store), new StoreSnapshots(store), wanted, clockMs::get);
    }

    private record StoreSnapshots(StateStore store) implements Snapshots {
        @Override
        public <T> T read(Function<StateView, T> reading) {
            letOthersLook();
            try (StateStore.StateSnapshot snapshot = store.snapshot()) {
                return reading.apply(new StateView(snapshot));
            }
        }
    }

    @Override
    public CompletableFuture<Outcome> submit(long nowMs, Command command) {
        clockMs.set(nowMs);
        Outcome outcome = commit.add(nowMs, command);
        if (++pending >= settings.group()) {
            flush();
        }
        return CompletableFuture.completedFuture(outcome);
    }

    private void flush() {
        if (!commit.isEmpty()) {
            timelines.committing(commit.offset(), commit.changes());
            store.commit(commit::writeTo);
            letOthersLook();
            timelines.publish(commit.offset(), commit.lastPost(), commit.changes());
        }
        commit = new Commit(store);
        pending = 0;
    }

    /** Readers meet a commit that is in the store and not yet published. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it makes rare orders less rare
    private static void letOthersLook() {
        for (int i = 0; i < 3; i++) {
            Thread.yield();
        }
    }

    @Override
    public Page home(long nowMs, AccountId reader, PageRequest request) {
        clockMs.set(nowMs);
        HomePage page = timelines.page(reader, request, nowMs);
        return new Page(Arrays.stream(page.ids()).mapToObj(PostId::new).toList(), page.offset());
    }

    @Override
    public void settle() {
        flush();
    }

    @Override
    public StateReader rows() {
        return store;
    }

    @Override
    public void evict(AccountId reader) {
        timelines.evict(reader);
    }

    @Override
    public void evictAll() {
        for (int i = 1; i <= settings.accounts(); i++) {
            timelines.evict(new AccountId(i));
        }
    }

    @Override
    public void strategy(String name) {
        timelines.setStrategy(Strategy.valueOf(name));
    }

    @Override
    public void restart() {
        timelines.close();
        timelines = start(timelines.strategy());
    }

    @Override
    public void close() {
        timelines.close();
    }
}
