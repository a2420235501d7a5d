package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.core.StateView;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands, through one {@link WritePath} after the other.
 *
 * <p>A write path that has failed is never used again. If what stopped it can pass, a thread of its own looks from time
 * to time whether the store takes commits again, and begins with a new one. The commit that failed is undecided until
 * then: on the disk it may be there, whole, or not. Once the store has been opened anew it is published if it is there,
 * as if it had only taken long. So what readers see is what the store has, at every moment; what was refused may be
 * done, what was answered is.
 */
final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final long PAUSE_MS = 1_000;
    private static final long PAUSE_MS_MAX = 15_000;
    private static final int DOUBLINGS_MAX = 4;

    private final StateStore store;
    private final WritePath.Publication publication;
    private final InstantSource clock;
    private final Pace pace;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile WritePath path;
    /** Newer than that of the path; null if there is none. */
    private volatile @Nullable Stop recovering;

    private volatile @Nullable Thread recovery;
    private volatile WriteFigures before = new WriteFigures(0, 0, 0);

    /** How long is waited between two looks at the store. */
    interface Pace {
        /** Longer and longer. */
        Pace PATIENT = (attempt, closing) -> closing.await(
                Math.min(PAUSE_MS_MAX, PAUSE_MS << Math.min(attempt, DOUBLINGS_MAX)), TimeUnit.MILLISECONDS);

        /** Returns when it is time for an attempt, numbered from 0; whether the node is closing instead. */
        boolean isClosing(int attempt, CountDownLatch closing) throws InterruptedException;
    }

    Writes(StateStore store, WritePath.Publication publication, InstantSource clock, Pace pace) {
        this.store = store;
        this.publication = publication;
        this.clock = clock;
        this.pace = pace;
        path = newPath();
    }

    private WritePath newPath() {
        return new WritePath(store, publication, clock, this::recoverFrom);
    }

    void start() {
        StoreFailedException failure = store.failure();
        if (failure == null) {
            path.start();
        } else {
            path.stop(Stop.of(failure));
            recoverFrom(path);
        }
    }

    /** Any thread; commands of one thread are applied in its order. */
    CompletableFuture<Outcome> submit(Command command) {
        Stop stopped = recovering;
        if (stopped != null) {
            throw stopped.exception();
        }
        return path.submit(command);
    }

    /** Why commands are refused; null if they are not. */
    @Nullable
    Stop stopped() {
        Stop newer = recovering;
        return newer != null ? newer : path.stopped();
    }

    WriteFigures figures() {
        return before.plus(path.figures());
    }

    // ---- recovery

    /** A path has failed; its last thread calls, or the starting one. */
    private void recoverFrom(WritePath failed) {
        Stop stop = failed.stopped();
        if (stop != null && stop.passing() && closing.getCount() > 0) {
            Thread thread = Thread.ofPlatform().name("roost-recovery").daemon().unstarted(() -> recover(failed, stop));
            recovery = thread;
            thread.start();
        }
    }

    private void recover(WritePath failed, Stop first) {
        try {
            failed.awaitEnd();
            Commit undecided = failed.undecided();
            recovering = first;
            for (int attempt = 0; !pace.isClosing(attempt, closing); attempt++) {
                Stop next = attempt(undecided);
                if (next == null) {
                    goOn(failed);
                    return;
                }
                tell(next, recovering);
                recovering = next;
                if (!next.passing()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("the recovering thread was interrupted: writes stay stopped");
        }
    }

    private static void tell(Stop next, @Nullable Stop last) {
        if (!next.equals(last)) {
            LOG.error("{}", next.text());
        }
    }

    /** Returns why writes cannot go on yet; null if they can. */
    private @Nullable Stop attempt(@Nullable Commit undecided) {
        if (undecided != null && undecided.offset() > publication.published()) {
            // From now on the state may have it.
            publication.committing(undecided.offset(), undecided.changes());
        }
        Stop stop = null;
        try {
            store.recover();
        } catch (IOException | RuntimeException | Error e) {
            stop = Stop.of(e);
        }
        try {
            long stored = new StateView(store).offset();
            settle(undecided, stored);
            if (stored != publication.published()) {
                return Stop.apart(publication.published(), stored);
            }
        } catch (RuntimeException | Error e) {
            publication.commitFailed();
            return stop == null ? Stop.of(e) : stop;
        }
        return stop;
    }

    private void settle(@Nullable Commit undecided, long stored) {
        if (undecided != null && undecided.offset() == stored && stored > publication.published()) {
            LOG.info("the commit up to offset {} is on disk after all", stored);
            CommitWriter.publish(publication, undecided);
        } else {
            publication.commitFailed();
        }
    }

    private void goOn(WritePath failed) {
        before = before.plus(failed.figures());
        WritePath next = newPath();
        next.start();
        path = next;
        recovering = null;
        LOG.info("writes go on");
    }

    /** Commits what is waiting, then stops. */
    void close() {
        closing.countDown();
        boolean interrupted = false;
        Thread recovers = recovery;
        while (recovers != null && recovers.isAlive()) {
            try {
                recovers.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        path.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
