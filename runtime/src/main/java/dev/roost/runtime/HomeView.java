package dev.roost.runtime;

import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.PageRequest;
import dev.roost.timeline.Snapshots;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.util.function.Function;

/**
 * Home timelines over one commit that does not change, apart from those that a node serves: whatever is done with them
 * nobody else notices. A thread of its own until it is closed; memory for {@value #READERS_MAX} timelines.
 */
public final class HomeView implements AutoCloseable {
    private static final int READERS_MAX = 16;

    private final Timelines timelines;

    HomeView(StateReader commit, TimelineSettings settings) {
        StateView state = new StateView(commit);
        TimelineSettings own = new TimelineSettings(
                settings.strategy(),
                settings.celebrities(),
                settings.capacity(),
                settings.boostWindowMs(),
                Math.min(READERS_MAX, settings.activeReadersMax()),
                Long.MAX_VALUE);
        this.timelines = new Timelines(state, new Always(state), own, () -> 0);
    }

    /** A page of the reader's home timeline, as at a time in milliseconds since 1970. */
    public HomeTimelines.HomePage page(AccountId reader, PageRequest request, long nowMs) {
        return HomeTimelines.typed(timelines.page(reader, request, nowMs));
    }

    /** Drops a reader's timeline from memory; the next read brings it back. */
    public void evict(AccountId reader) {
        timelines.evict(reader);
    }

    /** By which of the strategies pages are made from now on. */
    public void setStrategy(Strategy strategy) {
        timelines.setStrategy(strategy);
    }

    @Override
    public void close() {
        timelines.close();
    }

    private record Always(StateView state) implements Snapshots {
        @Override
        public <T> T read(Function<StateView, T> reading) {
            return reading.apply(state);
        }
    }
}
