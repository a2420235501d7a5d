package dev.roost.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The index that a delivery follows: author to the slots of the active readers who have them as a source; and which
 * authors are celebrities. The deliverer's alone, but for {@link #isCelebrity} and {@link #epoch}.
 *
 * <p>Memory: 4 bytes a subscription, and about a sixtieth of that for room to grow. Adding is amortized O(1); removing
 * goes through the author's whole list, for many slots at a time (see {@link Retirements}).
 */
final class Subscriptions {
    private static final int[] NONE = {};
    private static final VarHandle FLAGS = MethodHandles.arrayElementVarHandle(boolean[].class);
    /** A list that is full grows by this many entries, and by one for so many that it has. */
    private static final int SLACK = 2;

    private static final int SLACK_SHARE = 32;

    private int[][] slots = new int[1024][];
    private int[] sizes = new int[1024];
    private volatile boolean[] celebrities = new boolean[1024];
    private final AtomicLong epoch = new AtomicLong();

    void add(int author, int slot) {
        room(author);
        int[] list = slots[author] == null ? NONE : slots[author];
        int size = sizes[author];
        if (size == list.length) {
            list = Arrays.copyOf(list, size + SLACK + size / SLACK_SHARE);
            slots[author] = list;
        }
        list[size] = slot;
        sizes[author] = size + 1;
    }

    /** Takes these slots out of the author's list; returns how many entries it looked at. */
    int removeAll(int author, BitSet gone) {
        int[] list = slots(author);
        int size = size(author);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int slot = list[i];
            list[kept] = slot;
            kept += gone.get(slot) ? 0 : 1;
        }
        if (kept < size) {
            sizes[author] = kept;
            slots[author] = kept < list.length / 2 ? Arrays.copyOf(list, kept) : list;
        }
        return size;
    }

    int size(int author) {
        return author < sizes.length ? sizes[author] : 0;
    }

    /** The author's list; only the first {@link #size} entries count. */
    int[] slots(int author) {
        return author < slots.length && slots[author] != null ? slots[author] : NONE;
    }

    /** Any thread: true before the first post that is not delivered because of it. */
    boolean isCelebrity(int author) {
        boolean[] flags = celebrities;
        return author < flags.length && (boolean) FLAGS.getOpaque(flags, author);
    }

    /** Any thread: changes with each change of who is a celebrity. */
    long epoch() {
        return epoch.getAcquire();
    }

    void setCelebrity(int author, boolean celebrity) {
        room(author);
        boolean[] flags = celebrities;
        if (author >= flags.length) {
            flags = Arrays.copyOf(flags, sizes.length);
        }
        FLAGS.setOpaque(flags, author, celebrity);
        celebrities = flags;
        epoch.incrementAndGet();
    }

    private void room(int author) {
        if (author >= slots.length) {
            int length = Math.max(author + 1, slots.length * 2);
            slots = Arrays.copyOf(slots, length);
            sizes = Arrays.copyOf(sizes, length);
        }
    }
}
