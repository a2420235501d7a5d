package dev.roost.store.rocksdb;

import dev.roost.core.StateWriter;
import dev.roost.core.Table;
import java.util.Arrays;
import org.rocksdb.WriteBatch;

/**
 * The rows of one commit in the form of RocksDB's write batch, built here so that a commit crosses into native code
 * once and not once per row.
 *
 * <pre>
 * batch  = sequence (8 bytes, filled in by RocksDB), rows (4 bytes, little endian), row ...
 * row    = 5, column family, key, value     put
 *        | 4, column family, key            delete
 * key, value = length, bytes
 * </pre>
 *
 * <p>Column families and lengths are unsigned LEB128 integers of at most 32 bits. The form is that of RocksDB's
 * write-ahead files and {@link WriteBatch#data}.
 *
 * <p>The committing thread's. A row costs two array copies.
 */
final class CommitBatch implements StateWriter {
    private static final byte DELETE = 4;
    private static final byte PUT = 5;
    private static final int HEADER_BYTES = 12;
    private static final int ROWS_AT = 8;

    /** Most bytes of a row beside its key and value: kind, family, two lengths, the table's tag. */
    private static final int ROW_OVERHEAD_BYTES = 1 + 5 + 5 + 1 + 5;

    /** A larger buffer is not kept from one commit to the next. */
    private static final int KEPT_BYTES_MAX = 4 << 20;

    private final int[] familyIds;
    private byte[] buffer = new byte[64 << 10];
    private int end = HEADER_BYTES;
    private int rows;

    /** @param familyIds RocksDB's number of each family, by ordinal */
    CommitBatch(int[] familyIds) {
        this.familyIds = familyIds;
    }

    void clear() {
        end = HEADER_BYTES;
        rows = 0;
        if (buffer.length > KEPT_BYTES_MAX) {
            buffer = new byte[KEPT_BYTES_MAX];
        }
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** The rows so far, in the form above. */
    byte[] encoded() {
        buffer[ROWS_AT] = (byte) rows;
        buffer[ROWS_AT + 1] = (byte) (rows >>> 8);
        buffer[ROWS_AT + 2] = (byte) (rows >>> 16);
        buffer[ROWS_AT + 3] = (byte) (rows >>> 24);
        return Arrays.copyOf(buffer, end);
    }

    @Override
    public void put(Table table, byte[] key, byte[] value) {
        reserve(ROW_OVERHEAD_BYTES + key.length + value.length);
        startRow(PUT, table, key);
        writeInt(value.length);
        write(value);
    }

    @Override
    public void delete(Table table, byte[] key) {
        reserve(ROW_OVERHEAD_BYTES + key.length);
        startRow(DELETE, table, key);
    }

    private void startRow(byte kind, Table table, byte[] key) {
        rows++;
        buffer[end++] = kind;
        writeInt(familyIds[table.family().ordinal()]);
        writeInt(1 + key.length);
        buffer[end++] = table.tag();
        write(key);
    }

    private void write(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, end, bytes.length);
        end += bytes.length;
    }

    private void writeInt(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            buffer[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[end++] = (byte) rest;
    }

    private void reserve(int bytes) {
        int needed = Math.addExact(end, bytes);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, buffer.length * 2L)));
        }
    }
}
