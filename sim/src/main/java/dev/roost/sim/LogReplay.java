package dev.roost.sim;

import dev.roost.core.Replay;
import dev.roost.core.StateReader;
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

    private LogReplay() {}

    /**
     * Replays a state's log.
     *
     * @param original one commit
     * @param empty a store without rows, which is filled
     * @param progress hears now and then of the offset that it has come to
     * @return the tables that differ
     * @throws Replay.DivergedException when the log cannot be applied
     */
    public static List<Table> differences(StateReader original, StateStore empty, LongConsumer progress)
            throws IOException, Replay.DivergedException {
        new Replay(original)
                .into(
                        new Replay.Target(empty, commit -> empty.commit(commit::writeTo)),
                        (offset, bytes) -> progress.accept(offset));
        List<Table> different = new ArrayList<>();
        for (Table table : Table.values()) {
            if (!digest(original, table).equals(digest(empty, table))) {
                different.add(table);
            }
        }
        return different;
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
