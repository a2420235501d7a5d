package dev.roost.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of home timelines: a ring of post ids for each active reader, all in a few large arrays.
 *
 * <pre>
 * fronts: | line of slot 0: 8 ids | line of slot 1 | ...
 * slab:   | ring of slot 0: lines of 8 ids | ring of slot 1 | ... 32 MB
 * entry n: in the front, at n % 8, while n / 8 == count / 8; afterwards in the ring, in line n / 8 % lines
 * </pre>
 *
 * Ids, or rather {@link Entry entries}, ascend; a deleted post's stands negated. The newest gather in the front, and go
 * to the ring when they fill a cache line: fronts lie close together, so a delivery rarely goes to where the caches and
 * the page tables do not reach, and when it does it writes a whole line. A ring has room for the capacity and for one
 * line more, the one that is being overwritten.
 *
 * <p>A slot is filled by the thread that takes it; from its subscription on, only the delivering thread writes. Readers
 * copy without a lock and check afterwards that neither the entries were overwritten nor the slot given away
 * ({@link #copy}). Memory: 8 bytes an entry, and 140 a slot; rings are taken a slab at a time.
 */
final class Rings {
    /** Ids in a line: those of a cache line of 64 bytes. */
    private static final int LINE = 8;
    /** Longs before the first line: arrays this large begin 16 bytes, their header, behind a cache line. */
    private static final int SHIFT = 6;

    /**
     * Of a slab: a little under 32 MB. The collector gives an array this large whole regions of 1 to 32 MB, and what is
     * left of the last one lies idle: up to 27 % of a slab of 25 MB.
     */
    private static final int SLAB_LONGS = (1 << 22) - 2;

    /** Slots are divided by those of a slab by multiplying: exact up to 2^27 slots, and 4 TB of rings. */
    private static final int RECIPROCAL_BITS = 46;

    /** Slots between two visits to the rings: their fronts stay in the cache meanwhile. */
    private static final int SLOTS_AT_A_TIME = 1 << 10;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int capacity;
    private final int slotsMax;
    private final int lines;
    private final int slotsPerSlab;
    private final long slabReciprocal;
    private final long[][] slabs;
    private final long[] fronts;
    private final long[] counts;
    private final AtomicIntegerArray generations;
    /** The delivering thread's: slots whose fronts are full. */
    private final int[] full = new int[SLOTS_AT_A_TIME + 1];

    private final ReentrantLock allocation = new ReentrantLock();
    private int[] free = new int[64];
    private int freed;
    private int used;

    Rings(int capacity, int slotsMax) {
        this.capacity = capacity;
        this.slotsMax = slotsMax;
        lines = (capacity + LINE - 1) / LINE + 1;
        slotsPerSlab = Math.max(1, (SLAB_LONGS - SHIFT) / ringSize());
        slabReciprocal = (1L << RECIPROCAL_BITS) / slotsPerSlab + 1;
        slabs = new long[(slotsMax + slotsPerSlab - 1) / slotsPerSlab][];
        fronts = new long[Math.addExact(Math.multiplyExact(slotsMax, LINE), SHIFT)];
        counts = new long[slotsMax];
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
            if (slabs[slabOf(slot)] == null) {
                slabs[slabOf(slot)] = new long[slots(slot) * ringSize() + SHIFT];
            }
            return slot;
        } finally {
            allocation.unlock();
        }
    }

    /** A slot's reader is gone: whoever still copies from it will notice. */
    void retire(int slot) {
        generations.incrementAndGet(slot);
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
        int gathered = size % LINE;
        long count = size;
        System.arraycopy(ids, from, slab(slot), ring(slot), size - gathered);
        System.arraycopy(ids, from + size - gathered, fronts, front(slot), gathered);
        LONGS.setRelease(counts, slot, count);
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

    /** Adds the newest id to one slot; allocates nothing. The delivering thread only. */
    void append(int slot, long id) {
        long count = counts[slot];
        int at = (int) count % LINE;
        LONGS.setRelease(fronts, front(slot) + at, id);
        if (at == LINE - 1) {
            empty(slot);
        } else {
            LONGS.setRelease(counts, slot, count + 1);
        }
    }

    /**
     * Adds the newest id to the first {@code size} slots of a list, which are different ones; allocates nothing. The
     * delivering thread only.
     */
    void append(int[] slots, int size, long id) {
        for (int from = 0; from < size; from += SLOTS_AT_A_TIME) {
            appendSome(slots, from, Math.min(size, from + SLOTS_AT_A_TIME), id);
        }
    }

    /**
     * In two steps, so that memory is waited for many times at once: the first has no branch to be guessed from a count
     * that has yet to arrive. An eighth id counts once it is in the ring.
     */
    private void appendSome(int[] slots, int from, int to, long id) {
        int[] filled = full;
        int fulls = 0;
        for (int i = from; i < to; i++) {
            int slot = slots[i];
            long count = counts[slot];
            int at = (int) count & (LINE - 1);
            int last = (at + 1) / LINE;
            LONGS.setRelease(fronts, front(slot) + at, id);
            LONGS.setRelease(counts, slot, count + 1 - last);
            filled[fulls] = slot;
            fulls += last;
        }
        for (int i = 0; i < fulls; i++) {
            empty(filled[i]);
        }
    }

    /** Moves a front with eight ids to the ring. */
    private void empty(int slot) {
        long count = counts[slot];
        // Who sees a line overwritten also sees the count that announced it: see copy.
        VarHandle.storeStoreFence();
        System.arraycopy(fronts, front(slot), slab(slot), ring(slot) + (int) (count / LINE) % lines * LINE, LINE);
        LONGS.setRelease(counts, slot, count + 1);
    }

    /** Marks a post as deleted, if the ring has it. */
    void remove(int slot, long id) {
        change(slot, id, true);
    }

    /** From now on a post is shown or not by its facts, if the ring has it. */
    void byFacts(int slot, long id) {
        change(slot, id, false);
    }

    private void change(int slot, long id, boolean deleted) {
        long count = counts[slot];
        long high = count - 1;
        long low = Math.max(0, count - capacity);
        while (low <= high) {
            long middle = (low + high) >>> 1;
            boolean gathered = middle / LINE == count / LINE;
            long[] ids = gathered ? fronts : slab(slot);
            int at = gathered ? front(slot) + (int) (middle % LINE) : ring(slot) + (int) (middle % ringSize());
            long entry = ids[at];
            long found = Entry.id(Math.abs(entry));
            if (found == id) {
                LONGS.setOpaque(ids, at, deleted ? -Math.abs(entry) : changedByFacts(entry));
                return;
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
    }

    private static long changedByFacts(long entry) {
        return entry > 0 ? Entry.of(Entry.id(entry), true) : entry;
    }

    /** Ids that were ever put into the slot in its present use. */
    long count(int slot) {
        return (long) LONGS.getAcquire(counts, slot);
    }

    /**
     * Copies entries {@code [from, to)} (counted since the slot was filled; {@code to} at most {@link #count}) into
     * {@code target}.
     *
     * @return whether the copy is good: it is not if entries were overwritten, or about to be
     */
    boolean copy(int slot, long from, long to, long[] target) {
        int size = (int) (to - from);
        while (true) {
            long line = count(slot) / LINE;
            int fromRing = Math.clamp(line * LINE - from, 0, size);
            copyFromRing(slot, from, fromRing, target);
            int front = front(slot);
            for (int i = fromRing; i < size; i++) {
                target[i] = (long) LONGS.getOpaque(fronts, front + (int) ((from + i) % LINE));
            }
            VarHandle.acquireFence();
            long lineAfter = (long) LONGS.getOpaque(counts, slot) / LINE;
            if (from / LINE <= lineAfter - lines) {
                return false;
            }
            if (lineAfter == line || fromRing == size) {
                return true;
            }
            // The front was emptied: what was to be copied from it is in the ring now.
        }
    }

    private void copyFromRing(int slot, long from, int size, long[] target) {
        long[] slab = slab(slot);
        int ring = ring(slot);
        int at = (int) (from % ringSize());
        for (int i = 0; i < size; i++) {
            target[i] = (long) LONGS.getOpaque(slab, ring + at);
            at = at + 1 == ringSize() ? 0 : at + 1;
        }
    }

    private long[] slab(int slot) {
        return slabs[slabOf(slot)];
    }

    private int slabOf(int slot) {
        return (int) ((slot * slabReciprocal) >>> RECIPROCAL_BITS);
    }

    /** Where in its slab a slot's ring begins. */
    private int ring(int slot) {
        return (slot - slabOf(slot) * slotsPerSlab) * ringSize() + SHIFT;
    }

    private int ringSize() {
        return lines * LINE;
    }

    private static int front(int slot) {
        return slot * LINE + SHIFT;
    }

    /** Slots in the slab of this slot: the last slab has only as many as there can be. */
    private int slots(int slot) {
        return Math.min(slotsPerSlab, slotsMax - slabOf(slot) * slotsPerSlab);
    }
}
