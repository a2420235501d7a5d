package dev.roost.runtime;

import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port to the disk: log and state, changed in atomic, durable commits. Reads are of the newest commit.
 *
 * <p>Reads come from any thread; commits, {@link #answered} and {@link #recover} from one at a time.
 */
public interface StateStore extends StateReader, AutoCloseable {
    /**
     * Makes all rows that {@code rows} writes durable, in one commit: after a crash all of them are there, or none.
     *
     * @throws IOException when the disk refuses; then no later commit is taken before {@link #recover}, and reads go
     *     on. The commit is not there now; after a recovery or a restart it may be, whole
     */
    void commit(Consumer<StateWriter> rows) throws IOException;

    /**
     * Everything in the log up to an offset is on disk and is answered from now on: whoever opens this store later and
     * finds less is told that something was lost. Cheap.
     */
    default void answered(long offset) throws IOException {
        // What is in memory is not opened again by another process.
    }

    /** Why no commit is taken, or null if commits are taken. */
    default @Nullable StoreFailedException failure() {
        return null;
    }

    /**
     * Takes commits again after a failed one, or after an opening in which only reads were possible, if what was in the
     * way is gone. The state is then read anew from the disk: a commit that failed is there whole or not at all, and
     * stays so. Snapshots that are open may end.
     *
     * @throws IOException when commits cannot be taken yet; reads go on where possible, and may already be of the state
     *     read anew
     */
    default void recover() throws IOException {
        StoreFailedException failure = failure();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Reads everything that is kept on disk and checks it against its checksums.
     *
     * @param lines takes what is damaged: file, table, and the rows concerned
     * @return how many files were read, and how many of them are damaged
     */
    default Inspection inspect(Consumer<String> lines) throws IOException {
        return new Inspection(0, 0, 0);
    }

    /** What {@link #inspect} has read and found. */
    record Inspection(int files, long rows, int damaged) {}

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
