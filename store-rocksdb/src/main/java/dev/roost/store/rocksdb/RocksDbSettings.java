package dev.roost.store.rocksdb;

/**
 * How much memory and disk the store may take beside the rows themselves.
 *
 * @param blockCacheBytes memory for blocks read from disk, their indexes and filters, and for rows not yet in a file
 * @param writeAheadBytesMax bound of the write-ahead files, and so of what a start after a crash reads again
 * @param lossAccepted whether a store is opened in which changes that were answered are missing; it is not asked again
 */
public record RocksDbSettings(long blockCacheBytes, long writeAheadBytesMax, boolean lossAccepted) {
    /** Least memory to work with. */
    public static final long BLOCK_CACHE_BYTES_MIN = 8L << 20;

    /** What one machine with a few GB does well with. */
    public static final RocksDbSettings DEFAULTS = new RocksDbSettings(256L << 20, 32L << 20);

    /** Sizes for a store that must be whole. */
    public RocksDbSettings(long blockCacheBytes, long writeAheadBytesMax) {
        this(blockCacheBytes, writeAheadBytesMax, false);
    }

    /** Refuses sizes that cannot work. */
    public RocksDbSettings {
        if (blockCacheBytes < BLOCK_CACHE_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "block cache of " + blockCacheBytes + " bytes is under the least, " + BLOCK_CACHE_BYTES_MIN);
        }
        if (writeAheadBytesMax < 1 << 20) {
            throw new IllegalArgumentException("write-ahead bound of " + writeAheadBytesMax + " bytes is under 1 MiB");
        }
    }

    /** These settings with another block cache. */
    public RocksDbSettings withBlockCacheBytes(long bytes) {
        return new RocksDbSettings(bytes, writeAheadBytesMax, lossAccepted);
    }

    /** These settings, for a store that has lost changes and is to go on without them. */
    public RocksDbSettings withLossAccepted() {
        return new RocksDbSettings(blockCacheBytes, writeAheadBytesMax, true);
    }
}
