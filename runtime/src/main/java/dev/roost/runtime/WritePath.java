package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.core.FigureMemory;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit, pipelined: while one group of commands is written and synced, the next one is applied on top of it.
 *
 * <pre>
 *  any thread          roost-apply                       roost-commit ({@link CommitWriter})
 *  submit -> queue ->  apply, in order, to a group  ->   write log and state, one sync; publish; answer
 *                      ^ at most one group in the making   ^ at most one group being written
 * </pre>
 *
 * <p>A group takes what waits, for as long as the one before is being written, so the more are waiting, the more share
 * a sync. If the disk refuses, or applying fails, every waiting and later command is refused: nothing that was answered
 * is lost, nothing unanswered is half there, and reads go on. It is not used again then; see {@link Writes}.
 */
final class WritePath implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WritePath.class);
    /** Commands that share a sync at most. */
    private static final int GROUP_MAX = 1_024;
    /** Rows of a commit after which it takes no further command: bounds memory and the time of a commit. */
    private static final int ROWS_MAX = 16_384;
    /**
     * A smaller group waits a moment for those who were just answered, if they come back at once: they share a sync.
     */
    private static final int WORTH_A_SYNC = 128;
    /** The share of the time to write a group that the next may wait so. */
    private static final int WAIT_SHARE = 4;
    /** Commands taken between two looks at whether the group before is written. */
    private static final int STRIDE = 32;

    private final InstantSource clock;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(Limits.WAITING_COMMANDS);
    private final List<Waiting> taken = new ArrayList<>(STRIDE);
    private final HotRows settled;
    private final CommitWriter writer;
    private final Thread applying;
    private final Thread committing;
    private final Consumer<WritePath> onFailure;
    private volatile boolean parked;
    private volatile boolean closing;
    private volatile @Nullable Stop stop;
    /** Nothing that is in the queue from now on is taken by the applying thread. */
    private volatile boolean ended;

    // The applying thread's.
    private final FigureMemory figures = new FigureMemory();
    private Group open;
    private @Nullable Group inFlight;
    /** When the group in flight was handed over. */
    private long handedOverNanos;
    /** How many commands the open group has when all who were just answered have come back. */
    private int expected;
    /** Until when the open group waits for them. */
    private long expectedUntilNanos;

    /** What is told of commits; all calls come from the committing thread. */
    interface Publication {
        void committing(long offset, List<Change> changes);

        /** Offset of the newest commit that readers see. */
        long published();

        void commitFailed();

        void committed(long offset, long lastPost, List<Change> changes);

        /** After the answers. */
        void answered(List<Change> changes);
    }

    /** {@code onFailure}: called once, when this path takes nothing any more though it was not closed. */
    WritePath(StateStore store, Publication publication, InstantSource clock, Consumer<WritePath> onFailure) {
        this.clock = clock;
        this.onFailure = onFailure;
        settled = new HotRows(store);
        open = new Group(settled, figures);
        applying = Thread.ofPlatform().name("roost-apply").daemon().unstarted(this);
        writer = new CommitWriter(store, publication, () -> LockSupport.unpark(applying));
        committing = Thread.ofPlatform().name("roost-commit").daemon().unstarted(writer);
    }

    void start() {
        committing.start();
        applying.start();
    }

    /** Any thread; commands of one thread are applied in its order. */
    CompletableFuture<Outcome> submit(Command command) {
        Stop stopped = stopped();
        if (stopped != null || closing) {
            throw (stopped == null ? Stop.CLOSING : stopped).exception();
        }
        Waiting waiting = new Waiting(command);
        if (!queue.offer(waiting)) {
            throw new OverloadedException(
                    Limits.WAITING_COMMANDS + " commands are waiting already; try again in a second");
        }
        if (parked) {
            LockSupport.unpark(applying);
        }
        if (ended) {
            refuseWaiting();
        }
        return waiting.answer();
    }

    /** Why nothing is taken any more; null if something is, or if it was closed. */
    @Nullable
    Stop stopped() {
        Stop own = stop;
        return own != null ? own : writer.stopped();
    }

    /** Takes nothing; before a start. */
    void stop(Stop why) {
        stop = why;
    }

    private boolean failed() {
        return stopped() != null;
    }

    /** After the end: the commit that the store has refused, and which may be on disk nevertheless. */
    @Nullable
    Commit undecided() {
        return writer.undecided();
    }

    WriteFigures figures() {
        return writer.figures();
    }

    // ---- the applying thread

    @Override
    public void run() {
        try {
            while (!failed() && !isDone()) {
                settleWritten();
                boolean took = take();
                if (inFlight == null && !open.isEmpty() && (isFull() || (!took && waitNanos() <= 0))) {
                    handOver();
                } else if (!took) {
                    park();
                }
            }
        } catch (RuntimeException | Error e) {
            Stop why = Stop.of(e);
            LOG.error("applying a command failed: {}", why.text(), e);
            stop = why;
        } finally {
            end();
        }
    }

    private boolean isDone() {
        return closing && queue.isEmpty() && open.isEmpty() && inFlight == null;
    }

    private boolean isFull() {
        return open.size() >= GROUP_MAX || open.rowsChanged() >= ROWS_MAX;
    }

    /** The rows of a group that is on disk are found there from now on. */
    private void settleWritten() {
        Group before = inFlight;
        if (before != null && before.isWritten()) {
            settled.committed(before.commit());
            inFlight = null;
            open.settle(settled);
            long nowNanos = System.nanoTime();
            expected = open.size() + before.size();
            expectedUntilNanos = nowNanos + (nowNanos - handedOverNanos) / WAIT_SHARE;
        }
    }

    /** How long the open group, which could be written now, still waits for company. */
    private long waitNanos() {
        return open.size() >= Math.min(expected, WORTH_A_SYNC) || closing ? 0 : expectedUntilNanos - System.nanoTime();
    }

    private boolean take() {
        boolean took = false;
        if (!isFull() && queue.drainTo(taken, Math.min(STRIDE, GROUP_MAX - open.size())) > 0) {
            took = true;
            for (int i = 0; i < taken.size(); i++) {
                open.add(taken.get(i), clock);
            }
            taken.clear();
        }
        return took;
    }

    private void handOver() {
        Group group = open;
        group.seal();
        inFlight = group;
        handedOverNanos = System.nanoTime();
        open = new Group(group.rows(), figures);
        writer.write(group);
    }

    /** Until there is something to do: a command, a group written, company no longer expected, the end. */
    private void park() {
        parked = true;
        if (!hasWork()) {
            if (inFlight == null && !open.isEmpty()) {
                LockSupport.parkNanos(this, waitNanos());
            } else {
                LockSupport.park(this);
            }
        }
        parked = false;
    }

    private boolean hasWork() {
        Group before = inFlight;
        return (before != null && before.isWritten()) || (!isFull() && !queue.isEmpty()) || failed() || isDone();
    }

    /** What could not be applied or committed is refused. */
    private void end() {
        ended = true;
        try {
            writer.end();
        } catch (InterruptedException e) {
            committing.interrupt();
        }
        Stop stopped = stopped();
        Stop why = stopped == null ? Stop.CLOSING : stopped;
        open.refuse(why);
        taken.forEach(waiting -> waiting.refuse(why));
        refuseWaiting();
        if (stopped != null) {
            onFailure.accept(this);
        }
    }

    private void refuseWaiting() {
        Stop stopped = stopped();
        Stop why = stopped == null ? Stop.CLOSING : stopped;
        List<Waiting> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(waiting -> waiting.refuse(why));
    }

    /** Returns when both threads have ended. */
    void awaitEnd() throws InterruptedException {
        applying.join();
        committing.join();
    }

    /** Commits what is waiting, then stops. */
    void close() {
        closing = true;
        LockSupport.unpark(applying);
        boolean interrupted = false;
        while (applying.isAlive() || committing.isAlive()) {
            try {
                applying.join();
                committing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
