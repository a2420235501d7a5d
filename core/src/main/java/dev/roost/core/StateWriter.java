package dev.roost.core;

/** Takes changes of rows. The arrays are the writer's from then on: the caller must not change them. */
public interface StateWriter {
    /** Stores a row, replacing one under the same key. */
    void put(Table table, byte[] key, byte[] value);

    /** Removes a row if there is one. */
    void delete(Table table, byte[] key);
}
