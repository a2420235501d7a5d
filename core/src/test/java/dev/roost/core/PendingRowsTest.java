package dev.roost.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PendingRowsTest {
    private static final Table[] TABLES = {Table.LOG, Table.FOLLOWEES, Table.FOLLOWERS, Table.META};
    private static final int STEPS = 3_000;

    private final SortedRows committed = new SortedRows();

    @RepeatedTest(20)
    void doesWhatSortedMapsDo(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        fill(random);
        SortedRows model = committed.copy();
        PendingRows rows = new PendingRows(committed);
        for (int step = 0; step < STEPS; step++) {
            random.change(rows, model);
            Table table = random.table();
            byte[] key = random.key();
            assertThat(rows.get(table, key)).as(random.place(step)).isEqualTo(model.get(table, key));
            if (random.below(10) == 0) {
                byte[] from = random.key();
                byte[] to = random.below(4) == 0 ? null : random.key();
                int most = random.below(3) == 0 ? 1 + random.below(5) : Integer.MAX_VALUE;
                assertThat(scanned(rows, table, from, to, most))
                        .as(random.place(step))
                        .isEqualTo(scanned(model, table, from, to, most));
            }
        }
        SortedRows written = committed.copy();
        rows.writeTo(written);
        assertThat(written.hex()).as(random.place(STEPS)).isEqualTo(model.hex());
    }

    /** A scan shows the rows as they were when it began, whatever its visitor changes. */
    @RepeatedTest(20)
    void changesWithinAScanShowInTheNext(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        fill(random);
        SortedRows model = committed.copy();
        PendingRows rows = new PendingRows(committed);
        for (int step = 0; step < STEPS / 20; step++) {
            random.change(rows, model);
            Table table = random.table();
            byte[] from = random.key();
            List<String> expected = scanned(model, table, from, null, Integer.MAX_VALUE);
            List<String> seen = new ArrayList<>();
            rows.scan(table, from, null, (key, value) -> {
                seen.add(show(key, value));
                random.change(rows, model);
                if (random.below(3) == 0) {
                    rows.delete(table, key);
                    model.delete(table, key);
                }
                return true;
            });
            assertThat(seen).as(random.place(step)).isEqualTo(expected);
            assertThat(scanned(rows, table, from, null, Integer.MAX_VALUE))
                    .as(random.place(step))
                    .isEqualTo(scanned(model, table, from, null, Integer.MAX_VALUE));
        }
    }

    @RepeatedTest(5)
    void countsRowsOnceAndChangesEachTime(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PendingRows rows = new PendingRows(committed);
        SortedRows changed = new SortedRows();
        for (int i = 0; i < STEPS; i++) {
            Table table = random.table();
            byte[] key = random.key();
            if (random.below(2) == 0) {
                rows.put(table, key, random.value());
            } else {
                rows.delete(table, key);
            }
            changed.put(table, key, Keys.NONE);
            assertThat(rows.modifications()).isEqualTo(i + 1);
            assertThat(rows.size()).as(random.place(i)).isEqualTo(changed.size());
        }
    }

    @Test
    void writesTableByTableInTheOrderOfTheKeys() {
        Random random = new Random(1);
        PendingRows rows = new PendingRows(committed);
        for (int i = 0; i < STEPS; i++) {
            random.change(rows, new SortedRows());
            rows.put(Table.FOLLOWERS, Keys.pair(random.below(100_000), random.below(100_000)), Keys.NONE);
            rows.put(Table.USERNAMES, Keys.text("username" + random.below(100_000)), Keys.NONE);
            rows.put(Table.POSTS, Keys.offset(i), Keys.NONE);
        }
        List<Table> tables = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        StateWriter inOrder = new StateWriter() {
            @Override
            public void put(Table table, byte[] key, byte[] value) {
                if (!tables.isEmpty() && tables.getLast() == table) {
                    assertThat(Arrays.compareUnsigned(keys.getLast(), key)).isNegative();
                } else {
                    assertThat(tables).doesNotContain(table);
                }
                tables.add(table);
                keys.add(key);
            }

            @Override
            public void delete(Table table, byte[] key) {
                put(table, key, Keys.NONE);
            }
        };
        rows.writeTo(inOrder);
        assertThat(keys).hasSize(rows.size());
        assertThat(tables).isSorted();
    }

    @Test
    void tellsAnEmptyRowFromADeletedOne() {
        PendingRows rows = new PendingRows(committed);
        byte[] key = {1};
        rows.put(Table.BLOCKS, key, new byte[0]);
        assertThat(rows.get(Table.BLOCKS, key)).isEmpty();
        assertThat(rows.isPut(Table.BLOCKS, key)).isTrue();
        rows.delete(Table.BLOCKS, key);
        assertThat(rows.get(Table.BLOCKS, key)).isNull();
        assertThat(rows.isPut(Table.BLOCKS, key)).isFalse();
        rows.put(Table.BLOCKS, key, new byte[0]);
        assertThat(rows.get(Table.BLOCKS, key)).isEmpty();
    }

    @Test
    void knowsWhichTablesAreEmpty() {
        byte[] key = {1};
        committed.put(Table.BLOCKS, key, key);
        PendingRows rows = new PendingRows(committed);
        assertThat(rows.isEmpty(Table.BLOCKS)).isFalse();
        assertThat(rows.isEmpty(Table.MUTES)).isTrue();
        rows.put(Table.MUTES, key, key);
        assertThat(rows.isEmpty(Table.MUTES)).isFalse();
    }

    private void fill(Random random) {
        for (int i = 0; i < 300; i++) {
            committed.put(random.table(), random.key(), random.value());
        }
    }

    private static List<String> scanned(StateReader rows, Table table, byte[] from, byte[] to, int most) {
        List<String> seen = new ArrayList<>();
        rows.scan(table, from, to, (key, value) -> {
            seen.add(show(key, value));
            return seen.size() < most;
        });
        return seen;
    }

    private static String show(byte[] key, byte[] value) {
        return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
    }

    /** Few keys, of all lengths around eight, that often share a beginning. */
    private static final class Random {
        private final long seed;
        private final SplittableRandom random;

        Random(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        String place(int step) {
            return "seed " + seed + " step " + step;
        }

        int below(int bound) {
            return random.nextInt(bound);
        }

        Table table() {
            return TABLES[below(TABLES.length)];
        }

        byte[] key() {
            byte[] key = new byte[below(20)];
            int distinct = Math.min(key.length, 1 + below(3));
            for (int i = 0; i < distinct; i++) {
                key[key.length - 1 - i] = (byte) (below(4) * 85);
            }
            return key;
        }

        byte[] value() {
            byte[] value = new byte[below(3)];
            random.nextBytes(value);
            return value;
        }

        void change(PendingRows rows, SortedRows model) {
            Table table = table();
            byte[] key = key();
            if (below(3) == 0) {
                rows.delete(table, key);
                model.delete(table, key);
            } else {
                byte[] value = value();
                rows.put(table, key, value);
                model.put(table, key, value);
            }
        }
    }

    /** The model: a sorted map for each table. */
    private static final class SortedRows implements StateReader, StateWriter {
        private final Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);

        private NavigableMap<byte[], byte[]> rows(Table table) {
            return tables.computeIfAbsent(table, t -> new TreeMap<>(Arrays::compareUnsigned));
        }

        SortedRows copy() {
            SortedRows copy = new SortedRows();
            tables.forEach((table, rows) -> copy.rows(table).putAll(rows));
            return copy;
        }

        int size() {
            return tables.values().stream().mapToInt(Map::size).sum();
        }

        List<String> hex() {
            List<String> all = new ArrayList<>();
            for (Table table : TABLES) {
                rows(table).forEach((key, value) -> all.add(table + " " + show(key, value)));
            }
            return all;
        }

        @Override
        public byte[] get(Table table, byte[] key) {
            return rows(table).get(key);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            for (var row : rows(table).tailMap(from, true).entrySet()) {
                boolean end = to != null && Arrays.compareUnsigned(row.getKey(), to) >= 0;
                if (end || !visitor.row(row.getKey(), row.getValue())) {
                    return;
                }
            }
        }

        @Override
        public void put(Table table, byte[] key, byte[] value) {
            rows(table).put(key, value);
        }

        @Override
        public void delete(Table table, byte[] key) {
            rows(table).remove(key);
        }
    }
}
