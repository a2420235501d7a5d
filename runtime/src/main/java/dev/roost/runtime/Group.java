package dev.roost.runtime;

import dev.roost.core.Commit;
import dev.roost.core.FigureMemory;
import dev.roost.core.StateReader;
import dev.roost.core.Table;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that share a commit.
 *
 * <p>The applying thread fills it and seals it; from then on it does not change, but for {@link #settle}. The
 * committing thread writes it meanwhile.
 */
final class Group {
    private final List<Waiting> commands = new ArrayList<>();
    private final Base base;
    private final Commit commit;
    /** Written by the committing thread: on disk, published and answered. */
    private volatile boolean written;

    /** On top of the rows of the group before, which may not be on disk yet. */
    Group(StateReader below, FigureMemory figures) {
        base = new Base(below);
        commit = new Commit(base, figures);
    }

    /** Applies a command; the applying thread. */
    void add(Waiting waiting, InstantSource clock) {
        commands.add(waiting);
        waiting.applied(commit.add(clock.millis(), waiting.command()));
    }

    /** Nothing is added any more; the applying thread. */
    void seal() {
        commit.seal();
    }

    /** The state with this group's changes; the applying thread. */
    StateReader rows() {
        return commit.rows();
    }

    /** The group before is on disk: what is below this one's rows is found there. The applying thread. */
    void settle(StateReader below) {
        base.below = below;
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    int size() {
        return commands.size();
    }

    /** Rows that change, about. */
    int rowsChanged() {
        return commit.size();
    }

    Commit commit() {
        return commit;
    }

    void written() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    void tellOutcomes() {
        for (Waiting each : commands) {
            each.tellOutcome();
        }
    }

    void refuse(Stop why) {
        for (Waiting each : commands) {
            each.refuse(why);
        }
    }

    /** What is below the rows of a group. */
    private static final class Base implements StateReader {
        private StateReader below;

        Base(StateReader below) {
            this.below = below;
        }

        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            return below.get(table, key);
        }

        @Override
        public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
            below.scan(table, from, to, visitor);
        }
    }
}
