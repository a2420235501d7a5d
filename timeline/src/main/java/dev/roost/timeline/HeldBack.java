package dev.roost.timeline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The celebrities' posts that were not delivered, and the way of these posts into the rings once their author is to be
 * a celebrity no longer. The deliverer's alone.
 *
 * <p>On the way back an author's new posts are delivered again while readers still merge all of them; ring after ring
 * gets what it lacks, some at a time, so that other authors' posts do not wait; when the last has it, readers no longer
 * merge. A ring that is mended counts as a new one: who reads it meanwhile notices, and reads again.
 *
 * <p>Memory: of each celebrity at most as many posts as a ring holds, and 4 bytes a subscriber on the way back.
 */
final class HeldBack {
    /** Rings mended between two rounds of deliveries: about a millisecond. */
    private static final int RINGS_AT_ONCE = 256;

    private final Rings rings;
    private final Subscriptions subscriptions;
    private final ByAccount byAccount;
    private final FanOutCosts costs;
    private final @Nullable ActiveReader[] bySlot;
    private final Map<Integer, Held> byAuthor = new HashMap<>();
    /** Authors on the way back; the first one's rings are being mended. */
    private final ArrayDeque<Integer> returning = new ArrayDeque<>();

    private volatile int celebrityCount;
    private volatile long changes;

    private final long[] ring;
    private final long[] mended;

    /** {@code bySlot}: the deliverer's subscribed readers. */
    HeldBack(
            Rings rings,
            Subscriptions subscriptions,
            ByAccount byAccount,
            FanOutCosts costs,
            @Nullable ActiveReader[] bySlot) {
        this.rings = rings;
        this.subscriptions = subscriptions;
        this.byAccount = byAccount;
        this.costs = costs;
        this.bySlot = bySlot;
        this.ring = new long[rings.capacity()];
        this.mended = new long[rings.capacity()];
    }

    /** Whether an author's posts are held back at present. */
    boolean holds(int author) {
        if (!subscriptions.isCelebrity(author)) {
            return false;
        }
        Held held = byAuthor.get(author);
        return held != null && held.toMend == null;
    }

    /** The authors whose posts are held back at present. */
    int[] celebrities() {
        return byAuthor.entrySet().stream()
                .filter(each -> each.getValue().toMend == null)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Any thread: authors whose posts readers merge. */
    int celebrityCount() {
        return celebrityCount;
    }

    /** Any thread: how often an author has become a celebrity, or was to be one no longer. */
    long changes() {
        return changes;
    }

    /** From now on an author's posts are held back, or no longer. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void set(int author, boolean celebrity) {
        if (celebrity == holds(author)) {
            return;
        }
        changes++;
        Held held = byAuthor.get(author);
        if (held == null) {
            byAuthor.put(author, new Held());
            celebrityCount = byAuthor.size();
            subscriptions.setCelebrity(author, true);
        } else if (celebrity) {
            held.toMend = null;
            returning.remove(author);
        } else {
            held.toMend = Arrays.copyOf(subscriptions.slots(author), subscriptions.size(author));
            held.next = 0;
            returning.add(author);
        }
    }

    /** Keeps a post that is not delivered; its author is held back. */
    void add(int author, long id) {
        Held held = byAuthor.get(author);
        if (held != null) {
            held.add(id, rings.capacity());
        }
    }

    /** A post was deleted. */
    void remove(int author, long id) {
        Held held = subscriptions.isCelebrity(author) ? byAuthor.get(author) : null;
        if (held != null) {
            held.remove(id);
        }
    }

    /** A plain post is from now on shown or not by its facts. */
    void byFacts(int author, long id) {
        Held held = subscriptions.isCelebrity(author) ? byAuthor.get(author) : null;
        if (held != null) {
            held.byFacts(id);
        }
    }

    /** Mends some rings; whether there were any. */
    boolean mendSome() {
        Integer author = returning.peek();
        Held held = author == null ? null : byAuthor.get(author);
        if (author == null || held == null || held.toMend == null) {
            return false;
        }
        int[] slots = held.toMend;
        int end = Math.min(slots.length, held.next + RINGS_AT_ONCE);
        long before = System.nanoTime();
        int done = 0;
        while (held.next < end) {
            done += mend(slots[held.next++], author, held) ? 1 : 0;
        }
        if (done > 0) {
            costs.mended(done, System.nanoTime() - before);
        }
        if (end == slots.length) {
            returning.remove();
            byAuthor.remove(author);
            celebrityCount = byAuthor.size();
            subscriptions.setCelebrity(author, false);
        }
        return true;
    }

    /** Puts what was held back into a ring; whether it lacked any of it. */
    private boolean mend(int slot, int author, Held held) {
        ActiveReader reader = bySlot[slot];
        if (reader == null || !reader.relations.isSource(author)) {
            return false;
        }
        long count = rings.count(slot);
        long first = Math.max(0, count - ring.length);
        rings.copy(slot, first, count, ring);
        boolean whole = first == 0 && reader.complete;
        int inRing = (int) (count - first);
        long floor = whole || inRing == 0 ? 0 : Math.abs(ring[0]);

        int at = mended.length;
        int r = inRing - 1;
        int h = held.size - 1;
        boolean lacked = false;
        while (at > 0 && (r >= 0 || (h >= 0 && held.ids[h] > floor))) {
            long fromRing = r >= 0 ? Math.abs(ring[r]) : 0;
            long fromHeld = h >= 0 ? held.ids[h] : 0;
            if (fromRing >= fromHeld) {
                mended[--at] = ring[r--];
                h -= fromRing == fromHeld ? 1 : 0;
            } else {
                mended[--at] = fromHeld;
                h--;
                lacked = true;
            }
        }
        if (lacked) {
            boolean complete = whole && r < 0 && h < 0 && held.all;
            int generation = rings.refill(slot, mended, at, mended.length - at);
            ActiveReader next = reader.mended(generation, complete);
            // Otherwise the reader has just been replaced or evicted, and the slot is about to be given back.
            if (byAccount.replace(reader.relations.reader(), reader, next)) {
                bySlot[slot] = next;
            }
        }
        return lacked;
    }

    /** An author's posts that were held back, as entries in ascending order. */
    private static final class Held {
        private long[] ids = new long[8];
        private int size;
        /** Whether older ones were not dropped. */
        private boolean all = true;
        /** On the way back: the slots to mend, from {@link #next} on. */
        private int @Nullable [] toMend;

        private int next;

        private void add(long id, int max) {
            if (size == ids.length) {
                if (size >= 2 * max) {
                    System.arraycopy(ids, size - max, ids, 0, max);
                    size = max;
                    all = false;
                } else {
                    ids = Arrays.copyOf(ids, Math.min(2 * Math.max(max, 4), size * 2));
                }
            }
            ids[size++] = id;
        }

        private void byFacts(long id) {
            int at = find(id);
            if (at >= 0) {
                ids[at] = Entry.of(id, true);
            }
        }

        private int find(long id) {
            int at = Arrays.binarySearch(ids, 0, size, id);
            return at >= 0 ? at : Arrays.binarySearch(ids, 0, size, Entry.of(id, true));
        }

        private void remove(long id) {
            int at = find(id);
            if (at >= 0) {
                System.arraycopy(ids, at + 1, ids, at, size - at - 1);
                size--;
            }
        }
    }
}
