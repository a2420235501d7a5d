package dev.roost.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of values that follow from the state, loaded by any thread, changed by the one publisher.
 *
 * <p>A load never holds the publisher up, and no change is lost between the two: a loaded value counts as settled only
 * if no change of its stripe was published since before the load; the publisher changes settled values and throws
 * unsettled ones away. What a load sees may be ahead of what is published: {@link Entry#asOf} says how far.
 *
 * <p>What was looked up last is found through a table of its own, in two steps of memory and without an allocation; a
 * miss there costs a look into the cache proper. Memory of that table: 4 bytes a slot.
 */
public final class LiveCache<V> {
    private static final int STRIPES = 1 << 14;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int RECENT_BITS_MIN = 8;
    private static final int RECENT_BITS_MAX = 19;
    /** In how many rounds the cache's weight comes in anew. */
    private static final int ROUNDS = 16;

    /*
     * Entries looked up recently, at a hash of their key. A slot can hold an entry that is not in the cache any more:
     * the publisher ends an entry that it takes out before the publication that the change belongs to; an eviction or
     * a load ends it before it is out. So a reader who sees the publication sees that the entry has ended.
     */
    private final @Nullable Entry<V>[] recent;
    private final int recentShift;

    /*
     * The cache proper must hear what is in use, or it evicts that. It is told of an entry once a round, and a round
     * ends when a share of the cache's weight has come in: while nothing comes in, nothing is evicted or told.
     */
    private final long roundWeight;
    private final Weigher<Long, V> weigher;
    private final AtomicLong weightIn = new AtomicLong();
    private volatile int round;

    private final Cache<Long, Entry<V>> entries;
    private final ConcurrentMap<Long, Entry<V>> map;
    private final AtomicLongArray versions = new AtomicLongArray(STRIPES);

    private final LongSupplier structuralOffset;

    /** {@code structuralOffset}: the newest commit with more than new posts that a load may have seen. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, private to this class
    public LiveCache(long weightMax, Weigher<Long, V> weigher, LongSupplier structuralOffset) {
        this.structuralOffset = structuralOffset;
        int bits = Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(weightMax), RECENT_BITS_MIN, RECENT_BITS_MAX);
        this.weigher = weigher;
        roundWeight = Math.max(1, weightMax / ROUNDS);
        recent = new Entry[1 << bits];
        recentShift = Long.SIZE - bits;
        entries = Caffeine.newBuilder()
                .maximumWeight(weightMax)
                .weigher((Long key, Entry<V> entry) -> weigher.weigh(key, entry.value))
                .evictionListener((@Nullable Long key, @Nullable Entry<V> entry, RemovalCause cause) -> end(entry))
                .executor(Runnable::run)
                .build();
        map = entries.asMap();
    }

    /** The entry if it is here and settled. */
    public @Nullable Entry<V> ifPresent(long key) {
        int at = slot(key);
        Entry<V> entry = recent[at];
        if (entry == null || entry.key != key) {
            entry = recent[at ^ 1];
        }
        if (entry != null && entry.key == key && !entry.ended && entry.round == round) {
            return entry;
        }
        return ifCached(key);
    }

    /**
     * The value if it was looked up lately, or what it was. Only good for bringing into the processor's cache what
     * {@link #ifPresent} is about to need: several of these calls wait for memory at the same time.
     */
    @Nullable
    V hint(long key) {
        Entry<V> entry = recent[slot(key)];
        return entry == null ? null : entry.value;
    }

    /** A key's first slot; the other is its neighbour, in the same line of the processor's cache. */
    private int slot(long key) {
        return (int) ((key * MIX) >>> recentShift);
    }

    private @Nullable Entry<V> ifCached(long key) {
        Entry<V> entry = entries.getIfPresent(key);
        if (entry == null || !entry.settled) {
            return null;
        }
        entry.round = round;
        int at = slot(key);
        Entry<V> first = recent[at];
        if (first != null && first.key != key && !first.ended) {
            recent[at ^ 1] = first;
        }
        recent[at] = entry;
        return entry;
    }

    /** Loads and keeps the value; any thread but the publisher. */
    public V load(long key, LongFunction<V> loader) {
        long version = versions.get(stripe(key));
        V value = loader.apply(key);
        keep(key, value, null, version);
        return value;
    }

    /**
     * Loads several values in one go and keeps them, in place of what is here; any thread but the publisher.
     *
     * @param loader gives a value for each key, in order
     */
    List<V> loadAll(long[] keys, Function<long[], List<V>> loader) {
        long[] before = new long[keys.length];
        List<@Nullable Entry<V>> former = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            before[i] = versions.get(stripe(keys[i]));
            former.add(map.get(keys[i]));
        }
        List<V> values = loader.apply(keys);
        for (int i = 0; i < keys.length; i++) {
            keep(keys[i], values.get(i), former.get(i), before[i]);
        }
        return values;
    }

    /** {@code version}: of the key's stripe, read before the value was. */
    private void keep(long key, V value, @Nullable Entry<V> former, long version) {
        Entry<V> unsettled = new Entry<>(key, value, false, 0);
        // Before it is out of the cache: from then on the publisher does not know it and cannot end it.
        end(former);
        boolean mine = former == null ? map.putIfAbsent(key, unsettled) == null : map.replace(key, former, unsettled);
        if (!mine) {
            return;
        }
        count(key, value);
        if (versions.get(stripe(key)) == version) {
            map.replace(key, unsettled, new Entry<>(key, value, true, structuralOffset.getAsLong()));
        } else {
            map.remove(key, unsettled);
        }
    }

    /** Changes the value if it is here; publisher only. */
    public void change(long key, UnaryOperator<V> change) {
        versions.incrementAndGet(stripe(key));
        Entry<V> entry = map.get(key);
        while (entry != null) {
            boolean done = entry.settled
                    ? map.replace(key, entry, new Entry<>(key, change.apply(entry.value), true, 0))
                    : map.remove(key, entry);
            if (done) {
                entry.ended = true;
                return;
            }
            entry = map.get(key);
        }
    }

    /** Stores a value that the publisher knows; publisher only. */
    public void set(long key, V value) {
        versions.incrementAndGet(stripe(key));
        end(map.put(key, new Entry<>(key, value, true, 0)));
        count(key, value);
    }

    /** Drops the value; publisher only. */
    public void forget(long key) {
        versions.incrementAndGet(stripe(key));
        end(map.remove(key));
    }

    /** Drops all values; publisher only. A load under way counts for its caller, and is not kept. */
    public void forgetAll() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            versions.incrementAndGet(stripe);
        }
        map.values().forEach(LiveCache::end);
        map.clear();
    }

    private void count(long key, V value) {
        int weight = weigher.weigh(key, value);
        long in = weightIn.addAndGet(weight);
        if (in / roundWeight != (in - weight) / roundWeight) {
            round = (int) (in / roundWeight);
        }
    }

    private static void end(@Nullable Entry<?> entry) {
        if (entry != null) {
            entry.ended = true;
        }
    }

    private static int stripe(long key) {
        return (int) ((key * MIX) >>> 50);
    }

    /** Compared by identity. */
    public static final class Entry<V> {
        private final long key;
        private final V value;
        private final boolean settled;
        private final long asOf;
        /** No longer in the cache, or about to leave it; set once. */
        private volatile boolean ended;
        /** In which the cache proper was told of it; written without order. */
        private int round;

        Entry(long key, V value, boolean settled, long asOf) {
            this.key = key;
            this.value = value;
            this.settled = settled;
            this.asOf = asOf;
        }

        public V value() {
            return value;
        }

        /** The value is right for readers who see this offset, and may be ahead of what others see. */
        public long asOf() {
            return asOf;
        }
    }
}
