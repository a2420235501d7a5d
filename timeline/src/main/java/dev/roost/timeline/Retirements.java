package dev.roost.timeline;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Slots whose readers are gone, on their way back to the {@link Rings}: a slot is free once no author's list has it.
 *
 * <p>To take a single slot out of its authors' lists costs what those authors have subscribers, which is most where
 * readers follow celebrities. So slots wait until they are a sixteenth of all, and then leave together: each list is
 * gone through once, in slices between deliveries. That is at most 16 entries looked at for each one removed. Posts go
 * on being put into rings that wait; nobody reads them.
 *
 * <p>The deliverer's alone, but for {@link #size}.
 */
final class Retirements {
    private static final int SHARE = 16;
    private static final int ENTRIES_PER_SLICE = 1 << 16;
    private static final int ENTRIES_PER_LIST = 16;

    private final Rings rings;
    private final Subscriptions subscriptions;
    private Batch waiting = new Batch();
    private Batch leaving = new Batch();
    private int nextAuthor;
    private boolean hurried;
    private volatile int size;

    Retirements(Rings rings, Subscriptions subscriptions) {
        this.rings = rings;
        this.subscriptions = subscriptions;
    }

    /** Slots that go the same way together, and the authors whose lists have them. */
    private static final class Batch {
        private final BitSet slots = new BitSet();
        private final BitSet authors = new BitSet();
        private int size;

        void clear() {
            slots.clear();
            authors.clear();
            size = 0;
        }
    }

    /** Slots that are not free yet. Any thread. */
    int size() {
        return size;
    }

    /** A slot stands in the lists of these authors and is to go. */
    void add(int slot, int[] authors) {
        waiting.slots.set(slot);
        waiting.size++;
        size = waiting.size + leaving.size;
        Arrays.stream(authors).forEach(waiting.authors::set);
    }

    /** Slots are wanted: however few wait, they go. */
    void hurry() {
        hurried = true;
    }

    /** Does a slice of the work, if there is enough of it; returns whether it did. */
    boolean work() {
        if (leaving.size == 0 && !start()) {
            return false;
        }
        int budget = ENTRIES_PER_SLICE;
        while (budget > 0) {
            int author = leaving.authors.nextSetBit(nextAuthor);
            if (author < 0) {
                finish();
                return true;
            }
            budget -= ENTRIES_PER_LIST + subscriptions.removeAll(author, leaving.slots);
            nextAuthor = author + 1;
        }
        return true;
    }

    private boolean start() {
        if (waiting.size == 0 || (!hurried && waiting.size < rings.inUse() / SHARE)) {
            return false;
        }
        Batch emptied = leaving;
        leaving = waiting;
        waiting = emptied;
        nextAuthor = 0;
        hurried = false;
        return true;
    }

    private void finish() {
        leaving.slots.stream().forEach(rings::release);
        leaving.clear();
        size = waiting.size;
    }
}
