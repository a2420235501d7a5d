package dev.roost.runtime;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for tests and simulation: what it holds ends with the process, but outlives {@link #close}, so
 * that it can be opened again like a directory.
 *
 * <p>A commit costs a map insertion per row, a snapshot nothing that grows with the rows.
 */
public final class MemoryStore implements StateStore {
    /*
     * Each row is a chain of versions, newest first, that carry the number of their commit. A reader takes the newest
     * version that is not after its commit. A version that another one has replaced is dropped once no snapshot is old
     * enough to see it.
     */
    private final List<ConcurrentSkipListMap<byte[], Version>> tables = new ArrayList<>();

    private volatile long newestCommit;

    /** Open snapshots: commit, how many. Its monitor guards it. */
    private final TreeMap<Long, Integer> open = new TreeMap<>();

    /** Versions that replaced others, oldest first. The committing thread's. */
    private final ArrayDeque<Replacement> replacements = new ArrayDeque<>();

    /** An empty store. */
    public MemoryStore() {
        for (Table _ : Table.values()) {
            tables.add(new ConcurrentSkipListMap<>(Arrays::compareUnsigned));
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        while (true) {
            long commit = newestCommit;
            Version version = asOf(commit, rows(table).get(key));
            // Without a snapshot the version wanted may have been dropped, but only by later commits.
            if (version != null || commit == newestCommit) {
                return version == null ? null : version.value;
            }
        }
    }

    @Override
    public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
        try (StateSnapshot snapshot = snapshot()) {
            snapshot.scan(table, from, to, visitor);
        }
    }

    @Override
    public void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
        try (StateSnapshot snapshot = snapshot()) {
            snapshot.scanEachDown(table, prefixBytes, from, visitor);
        }
    }

    @Override
    public void commit(Consumer<StateWriter> rows) {
        var written = new ArrayList<Row>();
        rows.accept(new StateWriter() {
            @Override
            public void put(Table table, byte[] key, byte[] value) {
                written.add(new Row(table, key, value));
            }

            @Override
            public void delete(Table table, byte[] key) {
                written.add(new Row(table, key, null));
            }
        });
        dropUnseen();
        long commit = newestCommit + 1;
        for (Row row : written) {
            write(commit, row);
        }
        newestCommit = commit;
    }

    @Override
    public StateSnapshot snapshot() {
        synchronized (open) {
            open.merge(newestCommit, 1, Integer::sum);
            return new View(newestCommit);
        }
    }

    @Override
    public void close() {
        // The rows stay, as they would in a directory.
    }

    private ConcurrentSkipListMap<byte[], Version> rows(Table table) {
        return tables.get(table.ordinal());
    }

    private void write(long commit, Row row) {
        ConcurrentSkipListMap<byte[], Version> map = rows(row.table);
        Version former = map.get(row.key);
        if (former == null && row.value == null) {
            return;
        }
        var version = new Version(commit, row.value, former);
        map.put(row.key, version);
        if (former != null) {
            replacements.add(new Replacement(map, row.key, version));
        }
    }

    private void dropUnseen() {
        long oldestSeen;
        synchronized (open) {
            oldestSeen = open.isEmpty() ? newestCommit : open.firstKey();
        }
        for (Replacement next = replacements.peek();
                next != null && next.by.commit <= oldestSeen;
                next = replacements.peek()) {
            replacements.remove();
            next.by.former = null;
            if (next.by.value == null) {
                next.rows.remove(next.key, next.by);
            }
        }
    }

    private static @Nullable Version asOf(long commit, @Nullable Version newest) {
        Version version = newest;
        while (version != null && version.commit > commit) {
            version = version.former;
        }
        return version;
    }

    private record Row(Table table, byte[] key, byte @Nullable [] value) {}

    private record Replacement(ConcurrentSkipListMap<byte[], Version> rows, byte[] key, Version by) {}

    /** What a commit wrote under a key; no value where it deleted the row. */
    private static final class Version {
        final long commit;
        final byte @Nullable [] value;
        volatile @Nullable Version former;

        Version(long commit, byte @Nullable [] value, @Nullable Version former) {
            this.commit = commit;
            this.value = value;
            this.former = former;
        }
    }

    private final class View implements StateSnapshot {
        private final long commit;
        private boolean closed;

        View(long commit) {
            this.commit = commit;
        }

        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            Version version = asOf(commit, rows(table).get(key));
            return version == null ? null : version.value;
        }

        @Override
        public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {
            if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
                return;
            }
            var rows = to == null ? rows(table).tailMap(from) : rows(table).subMap(from, to);
            for (var row : rows.entrySet()) {
                Version version = asOf(commit, row.getValue());
                if (version != null && version.value != null && !visitor.row(row.getKey(), version.value)) {
                    return;
                }
            }
        }

        @Override
        public void scanEachDown(Table table, int prefixBytes, byte[][] from, PrefixVisitor visitor) {
            for (int i = 0; i < from.length; i++) {
                byte[] first = Arrays.copyOf(from[i], prefixBytes);
                for (var row : rows(table)
                        .subMap(first, true, from[i], true)
                        .descendingMap()
                        .entrySet()) {
                    Version version = asOf(commit, row.getValue());
                    if (version != null && version.value != null && !visitor.row(i, row.getKey(), version.value)) {
                        break;
                    }
                }
            }
        }

        @Override
        public void close() {
            synchronized (open) {
                if (!closed) {
                    closed = true;
                    open.computeIfPresent(commit, (_, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}
