package dev.roost.runtime;

import dev.roost.core.AccountPages;
import dev.roost.core.StateView;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.timeline.Snapshots;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** A running node: the one way in for commands, and for reads. Any thread. */
public final class Roost implements AutoCloseable {
    private final StateStore store;
    private final InstantSource clock;
    private final Timelines timelines;
    private final WritePath writes;
    private final Changes changes;
    private final Reads reads;
    private final HomeTimelines home;

    private Roost(StateStore store, TimelineSettings settings, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        StateView latest = new StateView(store);
        this.timelines = new Timelines(latest, new StoreSnapshots(store), settings, clock::millis);
        this.changes = new Changes(latest, timelines, clock);
        this.reads = new Reads(latest, new AccountPages(store), timelines, clock, changes);
        this.home = new HomeTimelines(timelines, settings, clock);
        this.writes = new WritePath(store, new ToReaders(timelines, changes), clock);
    }

    /** Starts a node on a store, which it owns from then on and closes with itself. */
    public static Roost open(StateStore store, TimelineSettings settings, InstantSource clock) {
        Roost roost = new Roost(store, settings, clock);
        roost.writes.start();
        return roost;
    }

    /**
     * Commits a command and answers when it is on disk and visible to every reader. Waits for about one sync.
     *
     * @throws WritesStoppedException when the disk has failed or the node is stopping: reads go on
     * @throws OverloadedException when {@link dev.roost.model.Limits#WAITING_COMMANDS} are waiting
     */
    public Outcome execute(Command command) {
        try {
            return submit(command).join();
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

    /** What the write path has done since the start. */
    public WriteFigures writeFigures() {
        return writes.figures();
    }

    /** Whether the disk or the state failed, so that only reads are served. */
    public boolean writesStopped() {
        return writes.failed();
    }

    /** Milliseconds since 1970 by this node's clock. */
    public long nowMs() {
        return clock.millis();
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
        public void commitFailed() {
            timelines.commitFailed();
        }

        @Override
        public void committed(long offset, long lastPost, List<Change> made) {
            timelines.publish(offset, lastPost, made);
            changes.tellBeforeAnswer(made);
        }

        @Override
        public void answered(List<Change> made) {
            changes.tellAfterwards(made);
        }
    }
}
