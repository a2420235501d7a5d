package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Change;
import dev.roost.model.Post;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed of what has changed, for caches and streams. Listeners may be added from any thread. */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    /** Commits that may wait for the dispatcher; more are dropped. */
    private static final int BACKLOG = 4_096;

    private static final List<Change> STOP = List.of();

    private final List<Listener> before = new CopyOnWriteArrayList<>();
    private final List<Listener> after = new CopyOnWriteArrayList<>();
    private final ArrayBlockingQueue<List<Change>> backlog = new ArrayBlockingQueue<>(BACKLOG);
    private final Watches watches;
    private final Thread dispatcher;
    private volatile boolean lost;
    private volatile boolean closed;

    Changes(StateView latest, Timelines timelines, InstantSource clock) {
        watches = new Watches(latest, timelines, clock);
        dispatcher = Thread.ofPlatform().name("roost-changes").daemon().unstarted(this::dispatch);
        dispatcher.start();
    }

    /** Is told of changes. */
    @FunctionalInterface
    public interface Listener {
        /** Changes of one commit, in log order. */
        void changed(List<Change> changes);

        /** Changes were not told, or not all: this side was too slow, or failed. Caches are to forget everything. */
        default void lost() {}
    }

    /** Is told of a timeline's new entries. */
    @FunctionalInterface
    public interface HomeListener {
        /** A post or boost is on the timeline now. */
        void arrived(Post post);
    }

    /** A watch that ends when closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Called on the committing thread, after the commit and before the answer: only invalidate caches, never block. */
    public void beforeAnswer(Listener listener) {
        before.add(listener);
    }

    /**
     * Called on one dispatching thread, after the change is visible, in log order. It may lag and never holds writers
     * up: when {@value #BACKLOG} commits wait, further ones are dropped and {@link Listener#lost} is called.
     */
    public void afterwards(Listener listener) {
        after.add(listener);
    }

    /**
     * Follows a reader's home timeline as it grows: each new post or boost (not imported) that is on it, on the
     * dispatching thread. Costs memory for each followee.
     */
    public Watch watchHome(AccountId reader, HomeListener listener) {
        return watches.home(reader, listener);
    }

    /** Follows a list's timeline as it grows. */
    public Watch watchList(AccountList list, HomeListener listener) {
        return watches.list(list, listener);
    }

    /**
     * Tells every cache, also after one has failed: that one forgets everything, and what it threw is thrown on in the
     * end.
     */
    void tellBeforeAnswer(List<Change> changes) {
        Throwable first = null;
        for (Listener listener : before) {
            try {
                listener.changed(changes);
            } catch (RuntimeException | Error e) {
                listener.lost();
                first = first == null ? e : first;
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }

    void tellAfterwards(List<Change> changes) {
        if (!changes.isEmpty() && !backlog.offer(changes)) {
            lost = true;
        }
    }

    private void dispatch() {
        try {
            while (!closed) {
                List<Change> changes = backlog.take();
                if (lost) {
                    lost = false;
                    LOG.warn("streams were too slow: some changes were not streamed");
                    forEach(Listener::lost);
                }
                try {
                    watches.changed(changes);
                } catch (RuntimeException | Error e) {
                    LOG.error("timelines that are watched were not told of all changes", e);
                }
                forEach(listener -> listener.changed(changes));
            }
        } catch (InterruptedException e) {
            LOG.debug("the dispatcher was interrupted");
        }
    }

    private void forEach(java.util.function.Consumer<Listener> call) {
        for (Listener listener : after) {
            try {
                call.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.error("a listener of changes failed; it is called again for the next ones", e);
            }
        }
    }

    void close() {
        closed = true;
        while (!backlog.offer(STOP)) {
            backlog.poll();
        }
    }
}
