package dev.roost.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of home timelines: a ring of post ids for each active reader, all in a few large arrays.
 *
 * <pre>
 * slab: | ring of slot 0: capacity longs | ring of slot 1 | ... 256 slots
 * ring: ids in ascending order, entry n at n % capacity; a deleted post's id stands negated
 * </pre>
 *
 * A slot is filled by the thread that takes it; from its subscription on, only the delivering thread writes. Readers
 * copy without a lock and check afterwards that neither the entries were overwritten nor the slot given away
 * ({@link #copy}). Memory: 8 bytes an entry and 12 a slot; a delivery touches the slot's count and one entry.
 */
final class Rings {
    private static final int SLOTS_PER_SLAB = 256;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int capacity;
    private final int slotsMax;
    private final long[][] slabs;
    private final AtomicLongArray counts;
    private final AtomicIntegerArray generations;
    private final ReentrantLock allocation = new ReentrantLock();
    private int[] free = new int[64];
    private int freed;
    private int used;

    Rings(int capacity, int slotsMax) {
        this.capacity = capacity;
        this.slotsMax = slotsMax;
        slabs = new long[(slotsMax + SLOTS_PER_SLAB - 1) / SLOTS_PER_SLAB][];
        counts = new AtomicLongArray(slotsMax);
        generations = new AtomicIntegerArray(slotsMax);
    }

    int capacity() {
        return capacity;
    }

    /** A free slot, or -1 if all are taken. Any thread. */
    int take() {
        allocation.lock();
        try {
            if (freed > 0) {
                return free[--freed];
            }
            if (used == slotsMax) {
                return -1;
            }
            int slot = used++;
            if (slabs[slot / SLOTS_PER_SLAB] == null) {
                slabs[slot / SLOTS_PER_SLAB] = new long[SLOTS_PER_SLAB * capacity];
            }
            return slot;
        } finally {
            allocation.unlock();
        }
    }

    /** Gives a slot back; readers who still copy from it will notice. */
    void release(int slot) {
        generations.incrementAndGet(slot);
        allocation.lock();
        try {
            if (freed == free.length) {
                free = Arrays.copyOf(free, freed * 2);
            }
            free[freed++] = slot;
        } finally {
            allocation.unlock();
        }
    }

    /** Slots that are taken. */
    int inUse() {
        allocation.lock();
        try {
            return used - freed;
        } finally {
            allocation.unlock();
        }
    }

    /** Tells one use of a slot from the next. */
    int generation(int slot) {
        return generations.get(slot);
    }

    /** Fills a taken slot with {@code ids[from, from + size)}, in ascending order, at most {@link #capacity}. */
    void fill(int slot, long[] ids, int from, int size) {
        System.arraycopy(ids, from, slabs[slot / SLOTS_PER_SLAB], base(slot), size);
        counts.set(slot, size);
    }

    /**
     * Replaces what a subscribed ring holds; readers who still copy from it will notice. Deliverer only.
     *
     * @return the slot's generation from now on
     */
    int refill(int slot, long[] ids, int from, int size) {
        int generation = generations.incrementAndGet(slot);
        fill(slot, ids, from, size);
        return generation;
    }

    /** Adds the newest id; allocates nothing. */
    void append(int slot, long id) {
        long count = counts.getPlain(slot);
        LONGS.setOpaque(slabs[slot / SLOTS_PER_SLAB], base(slot) + (int) (count % capacity), id);
        counts.setRelease(slot, count + 1);
    }

    /** Marks an id as deleted, if the ring has it. */
    void remove(int slot, long id) {
        long[] slab = slabs[slot / SLOTS_PER_SLAB];
        int base = base(slot);
        long high = counts.getPlain(slot) - 1;
        long low = Math.max(0, high + 1 - capacity);
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int at = base + (int) (middle % capacity);
            long found = Math.abs(slab[at]);
            if (found == id) {
                LONGS.setOpaque(slab, at, -id);
                return;
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
    }

    /** Ids that were ever put into the slot in its present use. */
    long count(int slot) {
        return counts.getAcquire(slot);
    }

    /**
     * Copies entries {@code [from, to)} (counted since the slot was filled) into {@code target}.
     *
     * @return whether the copy is good: it is not if entries were overwritten meanwhile
     */
    boolean copy(int slot, long from, long to, long[] target) {
        long[] slab = slabs[slot / SLOTS_PER_SLAB];
        int base = base(slot);
        int n = (int) (to - from);
        for (int i = 0; i < n; i++) {
            target[i] = (long) LONGS.getOpaque(slab, base + (int) ((from + i) % capacity));
        }
        VarHandle.acquireFence();
        return counts.getOpaque(slot) - from <= capacity;
    }

    private int base(int slot) {
        return (slot % SLOTS_PER_SLAB) * capacity;
    }
}
