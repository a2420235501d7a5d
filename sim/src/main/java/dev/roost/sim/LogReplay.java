package dev.roost.sim;

import dev.roost.core.Commit;
import dev.roost.core.LogEntry;
import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.core.Table;
import dev.roost.runtime.StateStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/** Applies a log again, from nothing, and compares the rows that come out with those that are there. */
public final class LogReplay {
    private static final byte[] START = {};

    /** Rows of a commit after which the next one is begun. */
    private static final int COMMIT_ROWS = 20_000;

    /** Entries read from the log at a time. */
    private static final int ENTRIES = 1_000;

    private LogReplay() {}

    /**
     * Replays a state's log.
     *
     * @param original one commit
     * @param empty a store without rows, which is filled
     * @param progress hears now and then of the offset that it has come to
     * @return the tables that differ
     */
    public static List<Table> differences(StateReader original, StateStore empty, LongConsumer progress)
            throws IOException {
        long last = new StateView(original).offset();
        for (long offset = 1; offset <= last; ) {
            offset = replay(original, offset, last, empty);
            progress.accept(offset - 1);
        }
        List<Table> different = new ArrayList<>();
        for (Table table : Table.values()) {
            if (!digest(original, table).equals(digest(empty, table))) {
                different.add(table);
            }
        }
        return different;
    }

    /** One commit's worth; the offset to go on from. */
    private static long replay(StateReader original, long from, long last, StateStore to) throws IOException {
        Commit commit = new Commit(to);
        long next = from;
        while (next <= last && commit.size() < COMMIT_ROWS) {
            List<LogEntry> entries = new ArrayList<>();
            new StateView(original).log(next, entry -> {
                entries.add(entry);
                return entries.size() < ENTRIES;
            });
            if (entries.isEmpty()) {
                throw new IllegalStateException("the log ends before offset " + next + ", the state is at " + last);
            }
            for (LogEntry entry : entries) {
                commit.apply(entry);
            }
            next = commit.offset() + 1;
        }
        to.commit(commit::writeTo);
        return next;
    }

    private static String digest(StateReader rows, Table table) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.scan(table, START, null, (key, value) -> {
                update(digest, key);
                update(digest, value);
                return true;
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }
}
