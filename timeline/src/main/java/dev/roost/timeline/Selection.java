package dev.roost.timeline;

import dev.roost.model.PageRequest;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Picks a page's posts out of merged {@link Entry entries}, of those that a rule lets through, full. One thread, one
 * page.
 */
final class Selection {
    private final PageRequest request;
    private final LongPredicate rules;
    private final long highest;
    private final long[] picked;
    private int size;

    Selection(PageRequest request, LongPredicate rules, long lastPost) {
        this.request = request;
        this.rules = rules;
        this.highest = Math.min(request.highest(), lastPost);
        this.picked = new long[request.limit()];
    }

    /** The highest id that can be on the page. */
    long highest() {
        return highest;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size == picked.length;
    }

    /** Takes what is shown from the merge, down to the request's lower end. */
    void takeDown(Cursor merged) {
        long lowest = lowest();
        for (long id = merged.head(); id >= lowest && id != Cursor.END && !full(); id = merged.head()) {
            take(id, NONE);
            merged.advance();
        }
    }

    /** Below every entry that can be on the page. */
    private long lowest() {
        return request.lowest() - 1;
    }

    /**
     * As {@link #takeDown(Cursor)}, but not below {@code notBelow} either, and ends where the ring that is part of the
     * merge ends.
     *
     * @param excluded ids that are gone, in any order; usually none
     */
    void takeDown(Cursor merged, RingCursor ring, long[] excluded, long notBelow) {
        long lowest = Math.max(notBelow, lowest());
        for (long id = merged.head(); id >= lowest && id != Cursor.END && !full(); id = merged.head()) {
            if (ring.head() == Cursor.END && id < ring.floor()) {
                return;
            }
            take(id, excluded);
            merged.advance();
        }
    }

    /** Takes what the request asks for of ids that are known to be shown, newest first, below what was taken. */
    void takeKnown(long[] shown) {
        for (int i = 0; i < shown.length && !full() && shown[i] >= request.lowest(); i++) {
            if (shown[i] <= highest) {
                picked[size++] = shown[i];
            }
        }
    }

    /** The same of a merge that goes down, all of which is collected first: it must be small, as a ring is. */
    void takeUp(Cursor merged, long[] excluded) {
        takeUpFrom(collect(merged, lowest()), excluded);
        reverse();
    }

    /** Takes what is shown from the bottom of the range up; of a cursor that goes up. */
    void takeUp(Cursor upwards) {
        while (upwards.head() != Cursor.END && !full()) {
            long id = Cursor.turned(upwards.head());
            if (id > highest) {
                break;
            }
            take(id, NONE);
            upwards.advance();
        }
        reverse();
    }

    static final long[] NONE = {};

    /** The page, newest first. */
    long[] ids() {
        return full() ? picked : Arrays.copyOf(picked, size);
    }

    private void take(long entry, long[] excluded) {
        long id = Entry.id(entry);
        for (long gone : excluded) {
            if (gone == id) {
                return;
            }
        }
        boolean asked = id <= highest && id >= request.lowest();
        // An entry can be out of date in one of the sources that are merged, and then stands beside its newer form.
        boolean repeated = size > 0 && picked[size - 1] == id;
        if (asked && !repeated && rules.test(entry)) {
            picked[size++] = id;
        }
    }

    private static long[] collect(Cursor merged, long lowest) {
        long[] down = new long[64];
        int n = 0;
        for (long id = merged.head(); id >= lowest && id != Cursor.END; id = merged.head()) {
            if (n == down.length) {
                down = Arrays.copyOf(down, n * 2);
            }
            down[n++] = id;
            merged.advance();
        }
        return Arrays.copyOf(down, n);
    }

    private void takeUpFrom(long[] down, long[] excluded) {
        for (int i = down.length - 1; i >= 0 && !full(); i--) {
            take(down[i], excluded);
        }
    }

    private void reverse() {
        for (int low = 0, high = size - 1; low < high; low++, high--) {
            long id = picked[low];
            picked[low] = picked[high];
            picked[high] = id;
        }
    }
}
