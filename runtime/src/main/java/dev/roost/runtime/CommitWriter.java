package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.core.StateView;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes groups, one after the other: log and state in one synced commit, then the readers are told, then those who
 * wait. Meanwhile the next group is applied. The thread {@code roost-commit}.
 */
final class CommitWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);

    private final StateStore store;
    private final WritePath.Publication publication;
    private final Runnable onWritten;
    private final ArrayBlockingQueue<Handover> handover = new ArrayBlockingQueue<>(1);
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong writingNanos = new AtomicLong();
    private volatile @Nullable Stop stop;
    /** The commit that the store has refused, and which may be on disk nevertheless; read when the thread has ended. */
    private volatile @Nullable Commit undecided;

    /** A group to write; null for the end. */
    private record Handover(@Nullable Group group) {}

    /** {@code onWritten}: called when a group is written, or is not and never will be. */
    CommitWriter(StateStore store, WritePath.Publication publication, Runnable onWritten) {
        this.store = store;
        this.publication = publication;
        this.onWritten = onWritten;
    }

    /** The applying thread, when the group before is written. */
    void write(Group group) {
        handover.add(new Handover(group));
    }

    /** Ends the thread when what was handed over is written. */
    void end() throws InterruptedException {
        handover.put(new Handover(null));
    }

    /** Why no later commit is made; null if none has failed. */
    @Nullable
    Stop stopped() {
        return stop;
    }

    @Nullable
    Commit undecided() {
        return undecided;
    }

    WriteFigures figures() {
        return new WriteFigures(commits.get(), commands.get(), writingNanos.get());
    }

    @Override
    public void run() {
        try {
            for (Group group = handover.take().group();
                    group != null;
                    group = handover.take().group()) {
                Stop stopped = stop;
                if (stopped == null) {
                    commit(group);
                } else {
                    group.refuse(stopped);
                }
                onWritten.run();
            }
        } catch (InterruptedException e) {
            stop = Stop.of(e);
            LOG.warn("the committing thread was interrupted: writes are stopped");
            onWritten.run();
        }
    }

    private void commit(Group group) {
        Commit commit = group.commit();
        try {
            if (!commit.isEmpty()) {
                store(commit, group.size());
            }
            group.tellOutcomes();
            publication.answered(commit.changes());
            group.written();
        } catch (StoreFailedException e) {
            stopWith(group, Stop.of(e));
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("a commit failed", e);
            stopWith(group, Stop.of(e));
        }
    }

    private void stopWith(Group group, Stop why) {
        LOG.error("{}", why.text());
        stop = why;
        group.refuse(why);
    }

    private void store(Commit commit, int size) throws IOException {
        long startNanos = System.nanoTime();
        try {
            publication.committing(commit.offset(), commit.changes());
            store.commit(commit::writeTo);
            store.answered(commit.offset());
        } catch (IOException | RuntimeException | Error e) {
            settle(commit, e);
            throw e;
        }
        writingNanos.addAndGet(System.nanoTime() - startNanos);
        commits.incrementAndGet();
        commands.addAndGet(size);
        boolean published = false;
        try {
            publication.committed(commit.offset(), commit.lastPost(), commit.changes());
            published = true;
        } finally {
            if (!published) {
                publication.answered(commit.changes());
            }
        }
    }

    /** Whatever was thrown, and where: readers see what the store has. */
    private void settle(Commit commit, Throwable failure) {
        boolean isThere = false;
        try {
            isThere = new StateView(store).offset() == commit.offset();
            if (isThere) {
                publish(publication, commit);
            }
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
        if (!isThere) {
            undecided = commit;
            publication.commitFailed();
        }
    }

    /** A commit that nobody is answered for is there. */
    static void publish(WritePath.Publication publication, Commit commit) {
        try {
            publication.committed(commit.offset(), commit.lastPost(), commit.changes());
        } finally {
            publication.answered(commit.changes());
        }
    }
}
