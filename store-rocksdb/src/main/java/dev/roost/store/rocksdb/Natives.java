package dev.roost.store.rocksdb;

import dev.roost.core.Table.Family;
import java.util.ArrayDeque;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.HyperClockCache;
import org.rocksdb.IndexShorteningMode;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** RocksDB's options and what they own outside the heap; closed after the database. */
final class Natives implements AutoCloseable {
    /** How many used write-ahead files are kept to be written over: a sync is cheaper when a file does not grow. */
    private static final int RECYCLED_FILES = 4;

    /** Of every key: the tag of its table. */
    private static final int TAG_BYTES = 1;

    /** Of keys in the families that are scanned: the tag, and the account whose edges or posts are scanned. */
    static final int PREFIX_BYTES = 5;

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final int OWN_LOG_FILES = 4;
    private static final long OWN_LOG_BYTES_MAX = 8L << 20;

    private final ArrayDeque<AutoCloseable> owned = new ArrayDeque<>();
    private final RocksDbSettings settings;
    private final Cache blockCache;
    private final BloomFilter bloomFilter;

    Natives(RocksDbSettings settings) {
        this.settings = settings;
        blockCache = own(new HyperClockCache(settings.blockCacheBytes(), 0, -1, false));
        bloomFilter = own(new BloomFilter(BLOOM_BITS_PER_KEY));
    }

    private <T extends AutoCloseable> T own(T object) {
        owned.push(object);
        return object;
    }

    DBOptions database() {
        return own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // All families go into tables together: whether the log is whole then tells of all (LogEntries).
                .setAtomicFlush(true)
                // The one mode that recycled files work with. Each commit is synced before it is answered, so what a
                // crash cuts off had not been answered.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(RECYCLED_FILES)
                .setMaxTotalWalSize(settings.writeAheadBytesMax())
                // A start after a crash reads the write-ahead files, at most that much, and writes nothing.
                .setAvoidFlushDuringRecovery(true)
                .setWriteBufferManager(
                        own(new WriteBufferManager(2 * settings.writeAheadBytesMax(), blockCache, false)))
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                // One thread commits: nothing to do at once.
                .setAllowConcurrentMemtableWrite(false)
                // What to do after a failure is decided in one place, RocksDbStore#recover.
                .setMaxBgErrorResumeCount(0)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.INFO_LEVEL)
                .setKeepLogFileNum(OWN_LOG_FILES)
                .setMaxLogFileSize(OWN_LOG_BYTES_MAX);
    }

    ColumnFamilyOptions family(Family family) {
        ColumnFamilyOptions options = own(withInsertHints())
                .setWriteBufferSize(settings.writeAheadBytesMax() / 2)
                .setMaxWriteBufferNumber(3)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(tables(family));
        return switch (family) {
            case LOG, POSTS -> options.setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
            case STATE -> options.setMemtableWholeKeyFiltering(true).setMemtablePrefixBloomSizeRatio(0.05);
            // Most accounts have none of most edges.
            case GRAPH, INDEX -> options.useCappedPrefixExtractor(PREFIX_BYTES);
        };
    }

    /**
     * Memtables that start a look for a row's place where the table's last row went in: a commit has each table's rows
     * in order. Only a text can set this.
     */
    private static ColumnFamilyOptions withInsertHints() {
        Properties hints = new Properties();
        hints.setProperty("memtable_insert_with_hint_prefix_extractor", "fixed:" + TAG_BYTES);
        ColumnFamilyOptions options = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(hints);
        if (options == null) {
            throw new IllegalStateException("RocksDB does not know " + hints);
        }
        return options;
    }

    WriteOptions synced() {
        return own(new WriteOptions()).setSync(true);
    }

    private BlockBasedTableConfig tables(Family family) {
        return new BlockBasedTableConfig()
                .setBlockCache(blockCache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(family == Family.LOG ? null : bloomFilter)
                .setOptimizeFiltersForMemory(true)
                .setFormatVersion(6)
                .setBlockSize(family == Family.LOG ? 32 << 10 : 8 << 10)
                .setIndexShortening(IndexShorteningMode.kShortenSeparators);
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot free native memory", e);
            }
        }
    }
}
