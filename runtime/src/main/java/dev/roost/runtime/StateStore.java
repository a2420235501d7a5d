package dev.roost.runtime;

import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The port to the disk: log and state, changed in atomic, durable commits. Reads are of the newest commit.
 *
 * <p>Reads come from any thread; commits from one.
 */
public interface StateStore extends StateReader, AutoCloseable {
    /**
     * Makes all rows that {@code rows} writes durable, in one commit: after a crash all of them are there, or none.
     *
     * @throws IOException when the disk refuses; then the commit is not there, no later one is taken, and reads go on
     */
    void commit(Consumer<StateWriter> rows) throws IOException;

    /** The newest commit, unaffected by later ones. Cheap; hold it briefly, and close it. */
    StateSnapshot snapshot();

    @Override
    void close();

    /** A view of one commit. */
    interface StateSnapshot extends StateReader, AutoCloseable {
        @Override
        void close();
    }
}
