package dev.roost.timeline;

import java.util.List;

/** Cursors merged into one, each id once. A binary heap: a step costs the logarithm of the number of cursors. */
final class Merge extends Cursor {
    private final Cursor[] heap;
    private int size;

    Merge(List<? extends Cursor> cursors) {
        heap = new Cursor[cursors.size()];
        for (Cursor cursor : cursors) {
            if (cursor.head() != END) {
                heap[size++] = cursor;
            }
        }
        for (int i = (size >>> 1) - 1; i >= 0; i--) {
            sink(i);
        }
        head = size == 0 ? END : heap[0].head();
    }

    @Override
    void advance() {
        long shown = head;
        while (size > 0 && heap[0].head() == shown) {
            heap[0].advance();
            if (heap[0].head() == END) {
                heap[0] = heap[--size];
            }
            if (size > 0) {
                sink(0);
            }
        }
        head = size == 0 ? END : heap[0].head();
    }

    private void sink(int from) {
        Cursor moving = heap[from];
        long id = moving.head();
        int at = from;
        int child = 2 * at + 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1].head() > heap[child].head()) {
                child++;
            }
            if (heap[child].head() <= id) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = moving;
    }
}
