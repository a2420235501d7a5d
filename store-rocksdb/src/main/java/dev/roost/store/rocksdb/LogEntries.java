package dev.roost.store.rocksdb;

import dev.roost.core.StateView;
import dev.roost.core.Table;
import dev.roost.core.Table.Family;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;

/**
 * Whether the log of an open store is whole: it has an entry for each offset up to the state's.
 *
 * <p>All families go from write-ahead files into tables at the same moment, and a commit's log entries are in one batch
 * with its other rows. So a log that is whole says that no commit is missing anywhere.
 */
final class LogEntries {
    private static final int OFFSET_BYTES = 8;

    /** Gaps that are told one by one. */
    private static final int GAPS_MAX = 20;

    private final OpenDatabase open;

    LogEntries(OpenDatabase open) {
        this.open = open;
    }

    /** Entries that are not there, both included. */
    record Gap(long from, long to) {
        @Override
        public String toString() {
            return from == to ? "entry " + from : "entries " + from + " to " + to + " (" + (to - from + 1) + ")";
        }
    }

    /** The state's offset. */
    long offset() {
        return new StateView(open.newest()).offset();
    }

    /**
     * Entries there are, from the figures of tables: each is written once and never deleted. Costs a look at each
     * table.
     */
    long count() throws RocksDBException {
        ColumnFamilyHandle family = open.family(Family.LOG);
        long count = open.database().getLongProperty(family, "rocksdb.num-entries-active-mem-table")
                + open.database().getLongProperty(family, "rocksdb.num-entries-imm-mem-tables");
        for (TableProperties table :
                open.database().getPropertiesOfAllTables(family).values()) {
            count += table.getNumEntries();
        }
        return count;
    }

    /** The entries up to an offset that are missing, by reading all; the first {@value #GAPS_MAX} gaps. */
    List<Gap> gaps(long upTo) {
        List<Gap> gaps = new ArrayList<>();
        long[] next = {1};
        open.newest().scan(Table.LOG, new byte[0], null, (key, value) -> {
            if (key.length == OFFSET_BYTES) {
                long offset = ByteBuffer.wrap(key).getLong();
                if (offset > next[0]) {
                    gaps.add(new Gap(next[0], Math.min(offset - 1, upTo)));
                }
                next[0] = offset + 1;
            }
            return next[0] <= upTo && gaps.size() < GAPS_MAX;
        });
        if (next[0] <= upTo && gaps.size() < GAPS_MAX) {
            gaps.add(new Gap(next[0], upTo));
        }
        return gaps;
    }
}
