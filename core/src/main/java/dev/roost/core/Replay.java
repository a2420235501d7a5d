package dev.roost.core;

import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Applies a log again, from nothing, by the rules of this program. Gives every id out again as it was; what the rules
 * of an older program left otherwise (indexes, notifications) comes out as this program has it.
 */
public final class Replay {
    /** Rows of a commit after which the next one is begun. */
    private static final int COMMIT_ROWS = 20_000;

    /** Entries read from the log at a time. */
    private static final int ENTRIES = 1_000;

    /** Bytes of them; the last one may go beyond. */
    private static final int ENTRIES_BYTES = 4 << 20;

    private static final byte[] START = {};

    private final StateReader original;
    private final long last;

    /** Of the log of a state that does not change meanwhile. */
    public Replay(StateReader original) {
        this.original = original;
        last = new StateView(original).offset();
    }

    /**
     * What is filled.
     *
     * @param rows what has been committed
     * @param commits takes commits, one after the other
     */
    public record Target(StateReader rows, Commits commits) {}

    /** Takes a commit and makes it visible. */
    @FunctionalInterface
    public interface Commits {
        void commit(Commit commit) throws IOException;
    }

    /** Hears how far it has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * After each commit.
         *
         * @param offset of the last entry applied
         * @param bytes of all entries applied
         */
        void at(long offset, long bytes);
    }

    /** The log does not give this state again. */
    public static final class DivergedException extends Exception {
        private static final long serialVersionUID = 1L;

        DivergedException(String message) {
            super(message);
        }
    }

    /** Offset of the last entry. */
    public long last() {
        return last;
    }

    /**
     * Bytes of all entries.
     *
     * @throws DivergedException when entries are missing
     */
    public long bytes() throws DivergedException {
        long[] seen = new long[2];
        original.scan(Table.LOG, START, null, (key, value) -> {
            if (Keys.longAt(key, 0) != seen[0] + 1) {
                return false;
            }
            seen[0]++;
            seen[1] += value.length;
            return true;
        });
        if (seen[0] < last) {
            throw missing(seen[0] + 1);
        }
        return seen[1];
    }

    /**
     * Applies all of it.
     *
     * @param target without rows, which is filled
     * @throws DivergedException when an entry is missing, or refused
     */
    public void into(Target target, Progress progress) throws IOException, DivergedException {
        FigureMemory figures = new FigureMemory();
        ArrayDeque<byte[]> entries = new ArrayDeque<>();
        long bytes = 0;
        for (long applied = 0; applied < last; ) {
            Commit commit = new Commit(target.rows(), figures);
            while (applied < last && commit.size() < COMMIT_ROWS) {
                if (entries.isEmpty()) {
                    read(applied + 1, entries);
                }
                byte[] entry = entries.remove();
                apply(commit, ++applied, entry);
                bytes += entry.length;
            }
            target.commits().commit(commit);
            progress.at(applied, bytes);
        }
    }

    /** Some entries of the log from an offset on, at least one. */
    private void read(long from, ArrayDeque<byte[]> into) throws DivergedException {
        long[] next = {from};
        long[] bytes = new long[1];
        original.scan(Table.LOG, Keys.offset(from), null, (key, value) -> {
            if (Keys.longAt(key, 0) != next[0]) {
                return false;
            }
            next[0]++;
            bytes[0] += value.length;
            into.add(value);
            return into.size() < ENTRIES && bytes[0] < ENTRIES_BYTES;
        });
        if (into.isEmpty()) {
            throw missing(from);
        }
    }

    private DivergedException missing(long offset) {
        return new DivergedException("the log has no entry " + offset + ", the state is at " + last);
    }

    /** Whom something is told, the rules have changed now and then; what was accepted is accepted. */
    private static void apply(Commit commit, long offset, byte[] bytes) throws DivergedException {
        LogEntry entry = LogEntry.of(offset, bytes);
        Outcome outcome = commit.apply(entry);
        if (outcome instanceof Outcome.Refused(Refusal reason) && reason != Refusal.NOTIFICATION_NOT_FOUND) {
            throw new DivergedException("entry " + offset + " of the log ("
                    + entry.command().getClass().getSimpleName() + ") is refused now: " + reason);
        }
    }
}
