package dev.roost.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import dev.roost.runtime.StateStore;
import dev.roost.runtime.StateStore.StateSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do. */
@Timeout(60)
abstract class StateStoreContract {
    StateStore store;

    abstract StateStore openStore() throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsPutIsThereUntilItIsDeleted() throws IOException {
        store.commit(rows -> rows.put(Table.META, bytes("a"), bytes("1")));
        assertThat(store.get(Table.META, bytes("a"))).isEqualTo(bytes("1"));
        store.commit(rows -> rows.put(Table.META, bytes("a"), bytes("2")));
        assertThat(store.get(Table.META, bytes("a"))).isEqualTo(bytes("2"));
        store.commit(rows -> rows.delete(Table.META, bytes("a")));
        assertThat(store.get(Table.META, bytes("a"))).isNull();
        assertThat(rows(store, Table.META, "", null)).isEmpty();
    }

    @Test
    void theLastWriteOfACommitCounts() throws IOException {
        store.commit(rows -> {
            rows.put(Table.META, bytes("a"), bytes("1"));
            rows.delete(Table.META, bytes("a"));
            rows.put(Table.META, bytes("b"), bytes("1"));
            rows.put(Table.META, bytes("b"), bytes("2"));
            rows.delete(Table.META, bytes("c"));
            rows.put(Table.META, bytes("c"), bytes("3"));
        });
        assertThat(rows(store, Table.META, "", null)).containsExactly("b=2", "c=3");
    }

    @Test
    void tablesAreApart() throws IOException {
        store.commit(rows -> {
            for (Table table : Table.values()) {
                rows.put(table, bytes("k"), bytes(table.name()));
                rows.put(table, new byte[0], bytes("empty key"));
                rows.put(table, new byte[] {-1, -1, -1, -1, -1, -1}, bytes("last"));
            }
        });
        for (Table table : Table.values()) {
            assertThat(store.get(table, bytes("k"))).isEqualTo(bytes(table.name()));
            assertThat(rows(store, table, "", null)).hasSize(3).contains("k=" + table.name());
        }
    }

    @Test
    void aScanIsInUnsignedOrderWithinItsBounds() throws IOException {
        byte[][] keys = {{0}, {1}, {1, 0}, {127}, {(byte) 128}, {(byte) 255}, {(byte) 255, (byte) 255}};
        store.commit(rows -> {
            for (byte[] key : keys) {
                rows.put(Table.FOLLOWERS, key, key);
            }
        });
        assertThat(keys(store, new byte[0], null)).containsExactly(keys);
        assertThat(keys(store, new byte[] {1, 0}, new byte[] {(byte) 255}))
                .containsExactly(new byte[][] {{1, 0}, {127}, {(byte) 128}});
        assertThat(keys(store, new byte[] {2}, new byte[] {2})).isEmpty();
        assertThat(keys(store, new byte[] {3}, new byte[] {2})).isEmpty();
        assertThat(keys(store, new byte[] {(byte) 255, (byte) 255, 0}, null)).isEmpty();
    }

    @Test
    void aScanStopsWhenItsVisitorHasEnough() throws IOException {
        store.commit(rows -> {
            for (int i = 0; i < 10; i++) {
                rows.put(Table.POSTS, bytes("k" + i), bytes("v"));
            }
        });
        List<String> seen = new ArrayList<>();
        store.scan(Table.POSTS, bytes("k3"), null, (key, value) -> {
            seen.add(text(key));
            return seen.size() < 4;
        });
        assertThat(seen).containsExactly("k3", "k4", "k5", "k6");
    }

    @Test
    void aScanFromSeveralKeysSeesWhatScansOfEachSee() throws IOException {
        Random random = new Random(5);
        List<Table> tables = List.of(Table.POSTS_BY_AUTHOR, Table.FOLLOWEES, Table.MARKS);
        for (int commit = 0; commit < 20; commit++) {
            store.commit(rows -> {
                for (int i = 0; i < 2_000; i++) {
                    byte[] key = new byte[4 + random.nextInt(9)];
                    random.nextBytes(key);
                    key[0] = 0;
                    key[1] = 0;
                    key[2] = (byte) -random.nextInt(2);
                    rows.put(tables.get(random.nextInt(tables.size())), key, new byte[] {(byte) i});
                }
            });
        }
        try (StateSnapshot snapshot = store.snapshot()) {
            for (Table table : tables) {
                for (StateReader reader : List.of(store, snapshot)) {
                    scansAgree(
                            reader, table, 4, new byte[][] {{0, 0, 0, 7}, {0, 0, 0, 9}, {0, 0, -1, 3}, {1, 0, 0, 0}});
                    scansAgree(reader, table, 4, new byte[][] {{0, 0, -1, 9}, {0, 0, 0, -1}, {0, 0, -1, -1}});
                    scansAgree(
                            reader, table, 4, new byte[][] {{0, 0, 0, 7, 80, 3}, {0, 0, 0, 7, -80}, {0, 0, -1, 3, 0}});
                    scansAgree(reader, table, 4, new byte[][] {{0, 0, 0, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1}});
                    scansAgree(reader, table, 3, new byte[][] {{0, 0, 0}, {0, 0, -1}, {3, 3, 3}, {0, 0, -1, -90}});
                    scansAgree(reader, table, 4, new byte[][] {});
                }
            }
        }
    }

    private static void scansAgree(StateReader reader, Table table, int prefixBytes, byte[][] from) {
        int each = 20;
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        int[] seen = new int[from.length];
        reader.scanEach(table, prefixBytes, from, (index, key, value) -> {
            up.add(index + " " + HexFormat.of().formatHex(key) + "=" + value[0]);
            return ++seen[index] < each;
        });
        Arrays.fill(seen, 0);
        reader.scanEachDown(table, prefixBytes, from, (index, key, value) -> {
            down.add(index + " " + HexFormat.of().formatHex(key) + "=" + value[0]);
            return ++seen[index] < each;
        });
        List<String> apartUp = new ArrayList<>();
        List<String> apartDown = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            byte[] first = Arrays.copyOf(from[i], prefixBytes);
            byte[] end = first.clone();
            int last = end.length - 1;
            while (end[last] == -1) {
                end[last--] = 0;
            }
            end[last]++;
            List<String> above = listed(reader, table, i, from[i], end);
            List<String> below = listed(reader, table, i, first, Arrays.copyOf(from[i], from[i].length + 1));
            apartUp.addAll(above.subList(0, Math.min(each, above.size())));
            apartDown.addAll(below.reversed().subList(0, Math.min(each, below.size())));
        }
        assertThat(up).isEqualTo(apartUp);
        assertThat(down).isEqualTo(apartDown);
    }

    private static List<String> listed(StateReader reader, Table table, int index, byte[] from, byte[] to) {
        List<String> rows = new ArrayList<>();
        reader.scan(table, from, to, (key, value) -> {
            return rows.add(index + " " + HexFormat.of().formatHex(key) + "=" + value[0]);
        });
        return rows;
    }

    @Test
    void keysAndValuesMayBeEmptyOrLong() throws IOException {
        byte[] longKey = new byte[3000];
        Arrays.fill(longKey, (byte) 7);
        byte[] longValue = new byte[3 << 20];
        new Random(1).nextBytes(longValue);
        store.commit(rows -> {
            rows.put(Table.POSTS, longKey, longValue);
            rows.put(Table.POSTS, bytes("empty"), new byte[0]);
        });
        assertThat(store.get(Table.POSTS, longKey)).isEqualTo(longValue);
        assertThat(store.get(Table.POSTS, bytes("empty"))).isEmpty();
        List<byte[]> found = new ArrayList<>();
        store.scan(Table.POSTS, longKey, bytes("a"), (key, value) -> found.add(key) && found.add(value));
        assertThat(found).containsExactly(longKey, longValue);
    }

    @Test
    void aCommitThatIsCutOffIsNotThere() throws IOException {
        assertThatThrownBy(() -> store.commit(rows -> {
                    rows.put(Table.META, bytes("a"), bytes("1"));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(store.get(Table.META, bytes("a"))).isNull();
        store.commit(rows -> rows.put(Table.META, bytes("b"), bytes("1")));
        assertThat(rows(store, Table.META, "", null)).containsExactly("b=1");
    }

    @Test
    void aSnapshotStaysAsItWas() throws IOException {
        store.commit(rows -> {
            rows.put(Table.META, bytes("a"), bytes("1"));
            rows.put(Table.META, bytes("b"), bytes("1"));
        });
        try (StateSnapshot first = store.snapshot()) {
            store.commit(rows -> {
                rows.put(Table.META, bytes("a"), bytes("2"));
                rows.delete(Table.META, bytes("b"));
                rows.put(Table.META, bytes("c"), bytes("2"));
            });
            try (StateSnapshot second = store.snapshot()) {
                store.commit(rows -> rows.delete(Table.META, bytes("a")));
                store.commit(rows -> rows.put(Table.META, bytes("b"), bytes("4")));
                assertThat(rows(first, Table.META, "", null)).containsExactly("a=1", "b=1");
                assertThat(rows(second, Table.META, "", null)).containsExactly("a=2", "c=2");
                assertThat(second.get(Table.META, bytes("a"))).isEqualTo(bytes("2"));
                assertThat(rows(store, Table.META, "", null)).containsExactly("b=4", "c=2");
            }
            assertThat(rows(first, Table.META, "a", "b")).containsExactly("a=1");
        }
    }

    @Test
    void readersSeeWholeCommits() throws IOException {
        int width = 16;
        int commits = 2_000;
        var reader = CompletableFuture.supplyAsync(() -> {
            int seen = 0;
            while (seen < commits) {
                List<String> values = new ArrayList<>();
                store.scan(Table.ACCOUNTS, new byte[0], null, (key, value) -> values.add(text(value)));
                assertThat(values.stream().distinct()).hasSizeLessThan(2);
                seen = values.isEmpty() ? 0 : Integer.parseInt(values.getFirst());
                byte[] single = store.get(Table.ACCOUNTS, bytes("k1"));
                assertThat(single == null ? 0 : Integer.parseInt(text(single))).isGreaterThanOrEqualTo(seen);
            }
            return seen;
        });
        for (int n = 1; n <= commits; n++) {
            byte[] value = bytes(Integer.toString(n));
            store.commit(rows -> {
                for (int i = 0; i < width; i++) {
                    rows.put(Table.ACCOUNTS, bytes("k" + i), value);
                }
            });
        }
        assertThat(reader.join()).isEqualTo(commits);
    }

    @Test
    void aLongHistoryMatchesASortedMap() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Table> tables = List.of(Table.FOLLOWEES, Table.BLOCKS, Table.POSTS, Table.MARKS, Table.LOG);
        Map<Table, TreeMap<byte[], byte[]>> model = new TreeMap<>();
        tables.forEach(table -> model.put(table, new TreeMap<>(Arrays::compareUnsigned)));
        for (int step = 0; step < 300; step++) {
            store.commit(rows -> {
                for (int i = random.nextInt(40); i > 0; i--) {
                    Table table = tables.get(random.nextInt(tables.size()));
                    change(table, model.get(table), rows, random);
                }
            });
            Table table = tables.get(random.nextInt(tables.size()));
            byte[] from = key(random);
            byte[] to = random.nextInt(4) == 0 ? null : random.nextBoolean() ? key(random) : after(from);
            assertThat(pairs(store, table, from, to))
                    .as("seed %d, step %d, %s", seed, step, table)
                    .isEqualTo(expected(model.get(table), from, to));
            assertThat(store.get(table, from))
                    .as("seed %d", seed)
                    .isEqualTo(model.get(table).get(from));
        }
    }

    private static void change(Table table, Map<byte[], byte[]> rows, StateWriter writer, Random random) {
        byte[] key = key(random);
        if (random.nextInt(3) == 0) {
            writer.delete(table, key);
            rows.remove(key);
        } else {
            byte[] value = new byte[random.nextInt(3_000)];
            random.nextBytes(value);
            writer.put(table, key, value);
            rows.put(key, value);
        }
    }

    /** An account and a rest, as edges have, or another length. */
    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(8) == 0 ? random.nextInt(4) : random.nextBoolean() ? 4 : 8];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i == 3 || i == 7 ? random.nextInt(6) - 3 : 0);
        }
        return key;
    }

    private static byte[] after(byte[] key) {
        byte[] next = Arrays.copyOf(key, 4);
        next[3]++;
        return next;
    }

    private static List<String> expected(NavigableMap<byte[], byte[]> rows, byte[] from, byte @Nullable [] to) {
        if (to != null && Arrays.compareUnsigned(from, to) > 0) {
            return List.of();
        }
        List<String> pairs = new ArrayList<>();
        (to == null ? rows.tailMap(from) : rows.subMap(from, to)).forEach((key, value) -> pairs.add(pair(key, value)));
        return pairs;
    }

    private static List<String> pairs(StateReader reader, Table table, byte[] from, byte @Nullable [] to) {
        List<String> pairs = new ArrayList<>();
        reader.scan(table, from, to, (key, value) -> pairs.add(pair(key, value)));
        return pairs;
    }

    private static String pair(byte[] key, byte[] value) {
        return HexFormat.of().formatHex(key) + "=" + value.length + "/" + Arrays.hashCode(value);
    }

    static List<String> rows(StateReader reader, Table table, String from, @Nullable String to) {
        List<String> rows = new ArrayList<>();
        reader.scan(
                table,
                bytes(from),
                to == null ? null : bytes(to),
                (key, value) -> rows.add(text(key) + "=" + text(value)));
        return rows;
    }

    private static List<byte[]> keys(StateReader reader, byte[] from, byte @Nullable [] to) {
        List<byte[]> keys = new ArrayList<>();
        reader.scan(Table.FOLLOWERS, from, to, (key, value) -> keys.add(key));
        return keys;
    }

    static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
