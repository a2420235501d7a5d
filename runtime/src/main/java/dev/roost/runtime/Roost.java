package dev.roost.runtime;

import dev.roost.core.AccountPages;
import dev.roost.core.LogTime;
import dev.roost.core.StateView;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.runtime.NodeHealth.Reason;
import dev.roost.runtime.NodeHealth.Severity;
import dev.roost.runtime.admission.Place;
import dev.roost.timeline.Snapshots;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A running node: the one way in for commands, and for reads. Any thread. */
public final class Roost implements AutoCloseable {
    private final StateStore store;
    private final InstantSource clock;
    private final Timelines timelines;
    private final Writes writes;
    private final Changes changes;
    private final Reads reads;
    private final HomeTimelines home;
    private final NodeHealth health = new NodeHealth();

    private Roost(
            StateStore store,
            TimelineSettings settings,
            InstantSource clock,
            Writes.Pace pace,
            UnaryOperator<WritePath.Publication> observed) {
        this.store = store;
        this.clock = clock;
        StateView latest = new StateView(store);
        this.timelines = new Timelines(latest, new StoreSnapshots(store), settings, clock::millis);
        this.changes = new Changes(latest, timelines, clock);
        this.reads = new Reads(latest, new AccountPages(store), timelines, clock, changes);
        this.home = new HomeTimelines(timelines, settings, clock);
        ClockWatch watched = new ClockWatch(clock, System::nanoTime, () -> LogTime.newestMs(store));
        this.writes = new Writes(store, observed.apply(new ToReaders(timelines, changes)), watched, pace);
        health.ask(watched::reason);
        health.ask(() -> Optional.ofNullable(writes.stopped())
                .map(stop -> new Reason("writes", Severity.WRITES_STOPPED, stop.told())));
        health.ask(() -> timelines.isDelivering()
                ? Optional.empty()
                : Optional.of(new Reason(
                        "deliveries",
                        Severity.NOTE,
                        "posts are no longer put into home timelines as they come, because of a defect: pages are"
                                + " right, and slower; restart, and report it with the log")));
    }

    /** Starts a node on a store, which it owns from then on and closes with itself. */
    public static Roost open(StateStore store, TimelineSettings settings, InstantSource clock) {
        return open(store, settings, clock, Writes.Pace.PATIENT, publication -> publication);
    }

    /** With another pace of recovery, and somebody between the write path and what it tells. */
    static Roost open(
            StateStore store,
            TimelineSettings settings,
            InstantSource clock,
            Writes.Pace pace,
            UnaryOperator<WritePath.Publication> observed) {
        Roost roost = new Roost(store, settings, clock, pace, observed);
        roost.writes.start();
        return roost;
    }

    /**
     * Commits a command and answers when it is on disk and visible to every reader. Waits for about one sync.
     *
     * @throws WritesStoppedException when the disk does not take commits or the node is stopping: reads go on; what was
     *     asked may be done later, whole, if it was being written at that moment
     * @throws OverloadedException when {@link dev.roost.model.Limits#WAITING_COMMANDS} are waiting
     */
    public Outcome execute(Command command) {
        try {
            CompletableFuture<Outcome> outcome = submit(command);
            Place.leave();
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WritesStoppedException stopped) {
                throw stopped;
            }
            throw e;
        }
    }

    /**
     * As {@link #execute}, without waiting. Commands of one thread go into the log in its order. What hangs on the
     * future runs on the committing thread: keep it short.
     */
    public CompletableFuture<Outcome> submit(Command command) {
        return writes.submit(command);
    }

    /** Typed reads of the newest state. */
    public Reads reads() {
        return reads;
    }

    /** Home timelines. */
    public HomeTimelines home() {
        return home;
    }

    /** The feed of what has changed. */
    public Changes changes() {
        return changes;
    }

    /** The state of one commit, for as long as it is held open: exports, checks. */
    public StateStore.StateSnapshot snapshot() {
        return store.snapshot();
    }

    /** Offset of the newest command that is visible to readers. */
    public long appliedOffset() {
        return timelines.publishedOffset();
    }

    /** What keeps the node from doing all that it should; whoever knows of something may be asked through it. */
    public NodeHealth health() {
        return health;
    }

    /** What the write path has done since the start. */
    public WriteFigures writeFigures() {
        return writes.figures();
    }

    /** Whether the disk or the state failed, so that only reads are served. */
    public boolean writesStopped() {
        return writes.stopped() != null;
    }

    /**
     * Reads everything that the store keeps on disk and checks it against its checksums.
     *
     * @param lines takes what is damaged
     */
    public StateStore.Inspection inspectStore(Consumer<String> lines) throws IOException {
        return store.inspect(lines);
    }

    /** Begins to bring in what readers will ask for first; to be closed before this node. */
    public WarmUp warmUp() {
        WarmUp warmUp = new WarmUp(new StateView(store), timelines);
        warmUp.start();
        return warmUp;
    }

    /** Milliseconds since 1970 by this node's clock. */
    public long nowMs() {
        return clock.millis();
    }

    /**
     * Milliseconds since 1970 by the log's clock, which gives posts their times and ends codes: this node's clock, or
     * the newest entry's time where that clock has gone back behind it.
     */
    public long entryTimeMs() {
        return Math.max(clock.millis(), LogTime.newestMs(store));
    }

    /** Commits what is waiting, then stops and closes the store. */
    @Override
    public void close() {
        writes.close();
        changes.close();
        timelines.close();
        store.close();
    }

    /** Reads of single commits. */
    private record StoreSnapshots(StateStore store) implements Snapshots {
        @Override
        public <T> T read(Function<StateView, T> reading) {
            try (StateStore.StateSnapshot snapshot = store.snapshot()) {
                return reading.apply(new StateView(snapshot));
            }
        }
    }

    /** What a commit means to those who read. */
    private record ToReaders(Timelines timelines, Changes changes) implements WritePath.Publication {
        @Override
        public void committing(long offset, List<Change> made) {
            timelines.committing(offset, made);
        }

        @Override
        public long published() {
            return timelines.publishedOffset();
        }

        @Override
        public void commitFailed() {
            timelines.commitFailed();
        }

        @Override
        public void committed(long offset, long lastPost, List<Change> made) {
            try {
                timelines.publish(offset, lastPost, made);
            } finally {
                changes.tellBeforeAnswer(made);
            }
        }

        @Override
        public void answered(List<Change> made) {
            changes.tellAfterwards(made);
        }
    }
}
