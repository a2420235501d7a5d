package dev.roost.sim;

import dev.roost.core.StateReader;
import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Rows in sorted maps, without anything else: for applying commands, and for comparing states byte by byte. */
final class TreeRows implements StateReader, StateWriter {
    private final Map<Table, TreeMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);

    TreeRows() {
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    /** Everything that a reader can see. */
    static TreeRows copyOf(StateReader rows) {
        TreeRows copy = new TreeRows();
        for (Table table : Table.values()) {
            rows.scan(table, new byte[0], null, (key, value) -> {
                copy.put(table, key, value);
                return true;
            });
        }
        return copy;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return tables.get(table).get(key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        var rows = to == null
                ? tables.get(table).tailMap(from, true)
                : tables.get(table).subMap(from, true, to, false);
        for (var row : rows.entrySet()) {
            if (!visitor.row(row.getKey(), row.getValue())) {
                return;
            }
        }
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        tables.get(table).put(key, value);
    }

    @Override
    public void delete(Table table, byte[] key) {
        tables.get(table).remove(key);
    }

    /** Each row in hexadecimal, by table: two states are the same if these are. */
    Map<Table, Map<String, String>> inHex() {
        HexFormat hex = HexFormat.of();
        Map<Table, Map<String, String>> all = new EnumMap<>(Table.class);
        tables.forEach((table, rows) -> {
            Map<String, String> texts = new TreeMap<>();
            rows.forEach((key, value) -> texts.put(hex.formatHex(key), hex.formatHex(value)));
            all.put(table, texts);
        });
        return all;
    }
}
