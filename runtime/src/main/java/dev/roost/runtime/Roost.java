package dev.roost.runtime;

import dev.roost.model.*;
import java.util.concurrent.CompletableFuture;

/** A running node: the one way in for commands, and for reads. Any thread. */
public final class Roost implements AutoCloseable {
    /**
     * Commits a command and answers when it is on disk and visible to every reader.
     *
     * @throws WritesStoppedException when the disk has failed: reads go on
     * @throws OverloadedException when {@link Limits#WAITING_COMMANDS} are waiting
     */
    public Outcome execute(Command command) {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Outcome> submit(Command command) {
        throw new UnsupportedOperationException();
    }

    public Reads reads() {
        throw new UnsupportedOperationException();
    }

    public HomeTimelines home() {
        throw new UnsupportedOperationException();
    }

    public Changes changes() {
        throw new UnsupportedOperationException();
    }
    /** Offset of the newest command that is visible. */
    public long appliedOffset() {
        throw new UnsupportedOperationException();
    }
    /** Milliseconds since 1970 by this node's clock. */
    public long nowMs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
