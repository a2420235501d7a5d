package dev.roost.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.roost.core.Commit;
import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that nearly every command reads, accounts and their figures, in memory over the store: a get of the store
 * costs as much as the rest of applying a post.
 *
 * <p>The applying thread's alone. What a commit changed is told here ({@link #committed}) once it is on disk and before
 * anything is read through here again without that commit's rows above.
 */
@SuppressWarnings("ReferenceEquality") // one array stands for "there is no such row"
final class HotRows implements StateReader, StateWriter {
    private static final Set<Table> HOT = EnumSet.of(Table.ACCOUNTS, Table.ACCOUNT_COUNTS);
    private static final int ROWS_MAX = 400_000;
    private static final byte[] NO_ROW = new byte[0];

    private final StateReader store;
    private final Cache<Long, byte[]> rows =
            Caffeine.newBuilder().maximumSize(ROWS_MAX).executor(Runnable::run).build();

    HotRows(StateReader store) {
        this.store = store;
    }

    /**
     * A commit that is on disk, and whose rows are no longer above these. What nobody has asked for stays unknown: an
     * import makes more accounts than are read soon.
     */
    void committed(Commit commit) {
        for (Table table : HOT) {
            commit.tellOf(table, this);
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        if (!HOT.contains(table)) {
            return store.get(table, key);
        }
        long hot = hotKey(table, key);
        byte[] known = rows.getIfPresent(hot);
        if (known == null) {
            byte[] stored = store.get(table, key);
            known = stored == null ? NO_ROW : stored;
            rows.put(hot, known);
        }
        return known == NO_ROW ? null : known;
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        store.scan(table, from, to, visitor);
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        rows.asMap().replace(hotKey(table, key), value);
    }

    @Override
    public void delete(Table table, byte[] key) {
        rows.asMap().replace(hotKey(table, key), NO_ROW);
    }

    /** Keys of hot tables are the account's four bytes. */
    private static long hotKey(Table table, byte[] key) {
        long account = ((long) key[0] << 24) | ((key[1] & 0xFF) << 16) | ((key[2] & 0xFF) << 8) | (key[3] & 0xFF);
        return ((long) table.tag() << 32) | account;
    }
}
