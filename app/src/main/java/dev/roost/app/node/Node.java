package dev.roost.app.node;

import dev.roost.runtime.Roost;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.store.rocksdb.UnusableDirectoryException;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A running Roost on a data directory that it holds the lock of. */
public final class Node implements AutoCloseable {
    private final RocksDbStore store;
    private final Roost roost;

    private Node(RocksDbStore store, Roost roost) {
        this.store = store;
        this.roost = roost;
    }

    /**
     * Opens a data directory, and makes a missing or empty one if it may.
     *
     * @param create whether it may
     * @param programVersion noted in a new directory
     * @throws UnusableDirectoryException when it cannot be opened as it is
     * @throws IOException when the disk fails
     */
    public static Node open(
            Path directory,
            boolean create,
            RocksDbSettings storeSettings,
            TimelineSettings settings,
            String programVersion)
            throws IOException {
        RocksDbStore store = create
                ? RocksDbStore.open(directory, storeSettings, programVersion)
                : RocksDbStore.openExisting(directory, storeSettings, programVersion);
        try {
            return new Node(store, Roost.open(store, settings, InstantSource.system()));
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** The way in. */
    public Roost roost() {
        return roost;
    }

    /** What the rows are kept in; for tools that look at the rows themselves. */
    public RocksDbStore store() {
        return store;
    }

    /** Finishes the commands under way and gives the directory up. */
    @Override
    public void close() {
        roost.close();
    }
}
