package dev.roost.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
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
 */
public final class LiveCache<V> {
    private static final int STRIPES = 1 << 14;

    private final Cache<Long, Entry<V>> entries;
    private final ConcurrentMap<Long, Entry<V>> map;
    private final AtomicLongArray versions = new AtomicLongArray(STRIPES);

    private final LongSupplier structuralOffset;

    /** {@code structuralOffset}: the newest commit with more than new posts that a load may have seen. */
    public LiveCache(long weightMax, Weigher<Long, V> weigher, LongSupplier structuralOffset) {
        this.structuralOffset = structuralOffset;
        entries = Caffeine.newBuilder()
                .maximumWeight(weightMax)
                .weigher((Long key, Entry<V> entry) -> weigher.weigh(key, entry.value))
                .executor(Runnable::run)
                .build();
        map = entries.asMap();
    }

    /** The entry if it is here and settled. */
    public @Nullable Entry<V> ifPresent(long key) {
        Entry<V> entry = entries.getIfPresent(key);
        return entry != null && entry.settled ? entry : null;
    }

    /** Loads and keeps the value; any thread but the publisher. */
    public V load(long key, LongFunction<V> loader) {
        int stripe = stripe(key);
        long version = versions.get(stripe);
        V value = loader.apply(key);
        Entry<V> unsettled = new Entry<>(value, false, 0);
        if (map.putIfAbsent(key, unsettled) == null) {
            if (versions.get(stripe) == version) {
                map.replace(key, unsettled, new Entry<>(value, true, structuralOffset.getAsLong()));
            } else {
                map.remove(key, unsettled);
            }
        }
        return value;
    }

    /** Changes the value if it is here; publisher only. */
    public void change(long key, UnaryOperator<V> change) {
        versions.incrementAndGet(stripe(key));
        Entry<V> entry = map.get(key);
        while (entry != null) {
            boolean done = entry.settled
                    ? map.replace(key, entry, new Entry<>(change.apply(entry.value), true, 0))
                    : map.remove(key, entry);
            if (done) {
                return;
            }
            entry = map.get(key);
        }
    }

    /** Stores a value that the publisher knows; publisher only. */
    public void set(long key, V value) {
        versions.incrementAndGet(stripe(key));
        map.put(key, new Entry<>(value, true, 0));
    }

    /** Drops the value; publisher only. */
    public void forget(long key) {
        versions.incrementAndGet(stripe(key));
        map.remove(key);
    }

    private static int stripe(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 50);
    }

    /** Compared by identity. */
    public static final class Entry<V> {
        private final V value;
        private final boolean settled;
        private final long asOf;

        Entry(V value, boolean settled, long asOf) {
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
