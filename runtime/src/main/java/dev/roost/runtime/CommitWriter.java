package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.model.Change;
import java.io.IOException;
import java.util.List;
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
    private volatile boolean failed;

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

    /** Whether a commit failed: no later one is made. */
    boolean failed() {
        return failed;
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
                if (failed) {
                    group.refuse(WritePath.STOPPED);
                } else {
                    commit(group);
                }
                onWritten.run();
            }
        } catch (InterruptedException e) {
            failed = true;
            LOG.warn("the committing thread was interrupted: writes are stopped");
            onWritten.run();
        }
    }

    private void commit(Group group) {
        Commit commit = group.commit();
        try {
            if (commit.isEmpty() || isStored(commit, group.size())) {
                group.tellOutcomes();
                publication.answered(commit.changes());
                group.written();
                return;
            }
        } catch (RuntimeException | Error e) {
            LOG.error("publishing a commit failed: writes are stopped, reads go on; this is a defect", e);
        }
        failed = true;
        group.refuse(WritePath.STOPPED);
    }

    private boolean isStored(Commit commit, int size) {
        List<Change> changes = commit.changes();
        publication.committing(commit.offset(), changes);
        long startNanos = System.nanoTime();
        try {
            store.commit(commit::writeTo);
        } catch (IOException e) {
            publication.commitFailed();
            LOG.error(
                    "the disk refused a commit: writes are stopped, reads go on; make room and restart ({})",
                    e.getMessage());
            return false;
        }
        writingNanos.addAndGet(System.nanoTime() - startNanos);
        commits.incrementAndGet();
        commands.addAndGet(size);
        publication.committed(commit.offset(), commit.lastPost(), changes);
        return true;
    }
}
