package dev.roost.timeline;

/** Cursors merged into one, each id once. A binary heap: a step costs the logarithm of the number of cursors. */
final class Merge extends Cursor {
    private final Cursor[] heap;
    private int size;

    /** Of the first {@code count} cursors; the array is the merge's from now on. */
    Merge(Cursor[] cursors, int count) {
        heap = cursors;
        for (int i = 0; i < count; i++) {
            if (cursors[i].head() != END) {
                heap[size++] = cursors[i];
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
