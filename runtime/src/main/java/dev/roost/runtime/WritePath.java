package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.core.FigureMemory;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: takes what is waiting, applies it in order, writes log and state in one synced commit, publishes it to
 * readers, and answers.
 *
 * <p>One platform thread ({@code roost-commit}) does all of this, so commands need no locks; the more are waiting, the
 * more share a sync. If the disk refuses, or applying fails, every waiting and later command is refused: nothing that
 * was answered is lost, nothing unanswered is half there, and reads go on.
 */
final class WritePath implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WritePath.class);
    /** Commands that share a sync at most. */
    private static final int GROUP_MAX = 1_024;
    /** Rows of a commit after which it takes no further command: bounds memory and the time of a commit. */
    private static final int ROWS_MAX = 16_384;

    private static final String STOPPED = "writes are stopped because the disk or the state failed; see the log,"
            + " make room or repair, and restart";

    private final StateStore store;
    private final Publication publication;
    private final InstantSource clock;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(Limits.WAITING_COMMANDS);
    private final FigureMemory figures = new FigureMemory();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean failed;
    /** Nothing that is in the queue from now on is taken by the committing thread. */
    private volatile boolean ended;

    /** What is told of commits; all calls come from the committing thread. */
    interface Publication {
        void committing(long offset, List<Change> changes);

        void commitFailed();

        void committed(long offset, long lastPost, List<Change> changes);

        /** After the answers. */
        void answered(List<Change> changes);
    }

    private static final class Waiting {
        private final Command command;
        private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
        private @Nullable Outcome outcome;

        Waiting(Command command) {
            this.command = command;
        }
    }

    /** Ends the wait for a command when the node is closing; stands for no command. */
    private static final Waiting WAKE = new Waiting(new Command.ClearNotifications(new AccountId(1)));

    WritePath(StateStore store, Publication publication, InstantSource clock) {
        this.store = store;
        this.publication = publication;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("roost-commit").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    /** Any thread; commands of one thread are applied in its order. */
    CompletableFuture<Outcome> submit(Command command) {
        if (failed || closing) {
            throw new WritesStoppedException(failed ? STOPPED : "the server is stopping; try again in a moment");
        }
        Waiting waiting = new Waiting(command);
        if (!queue.offer(waiting)) {
            throw new OverloadedException(
                    Limits.WAITING_COMMANDS + " commands are waiting already; try again in a second");
        }
        if (failed || ended) {
            refuseWaiting();
        }
        return waiting.answer;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public void run() {
        List<Waiting> group = new ArrayList<>(GROUP_MAX);
        try {
            while (!(closing && queue.isEmpty()) && !failed) {
                Waiting first = queue.take();
                if (first != WAKE) {
                    commit(first, group);
                    // What a failed commit leaves unanswered is refused below.
                    if (!failed) {
                        group.clear();
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("the committing thread was interrupted: writes are stopped");
        } finally {
            failed |= !closing;
            ended = true;
            refuse(group);
            refuseWaiting();
        }
    }

    /** Commits the first command and as many others as wait and fit. */
    private void commit(Waiting first, List<Waiting> group) {
        Commit commit = new Commit(store, figures);
        try {
            Waiting next = first;
            while (next != null) {
                group.add(next);
                next.outcome = commit.add(clock.millis(), next.command);
                boolean full = group.size() >= GROUP_MAX || commit.size() >= ROWS_MAX;
                next = full ? null : queue.poll();
                next = next == WAKE ? null : next;
            }
        } catch (RuntimeException e) {
            failed = true;
            LOG.error(
                    "applying a command failed: writes are stopped, reads go on; this is a defect or a broken disk", e);
            return;
        }
        if (write(commit)) {
            for (Waiting waiting : group) {
                Outcome outcome = waiting.outcome;
                if (outcome != null) {
                    waiting.answer.complete(outcome);
                }
            }
            publication.answered(commit.changes());
        }
    }

    private boolean write(Commit commit) {
        if (commit.isEmpty()) {
            return true;
        }
        publication.committing(commit.offset(), commit.changes());
        try {
            store.commit(commit::writeTo);
        } catch (IOException e) {
            failed = true;
            publication.commitFailed();
            LOG.error(
                    "the disk refused a commit: writes are stopped, reads go on; make room and restart ({})",
                    e.getMessage());
            return false;
        }
        publication.committed(commit.offset(), commit.lastPost(), commit.changes());
        return true;
    }

    private void refuse(List<Waiting> group) {
        forEachUnanswered(group, waiting -> waiting.answer.completeExceptionally(new WritesStoppedException(STOPPED)));
    }

    private static void forEachUnanswered(List<Waiting> group, Consumer<Waiting> action) {
        for (Waiting waiting : group) {
            if (!waiting.answer.isDone()) {
                action.accept(waiting);
            }
        }
    }

    private void refuseWaiting() {
        List<Waiting> rest = new ArrayList<>();
        queue.drainTo(rest);
        refuse(rest);
    }

    /** Commits what is waiting, then stops. */
    void close() {
        closing = true;
        // A full queue needs no waking.
        boolean _ = queue.offer(WAKE);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
