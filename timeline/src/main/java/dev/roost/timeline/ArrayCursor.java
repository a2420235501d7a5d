package dev.roost.timeline;

/**
 * Over a private array of ids in ascending order, walked from its end. Entries that are not positive are passed over.
 */
final class ArrayCursor extends Cursor {
    private final long[] ids;
    private int at;

    ArrayCursor(long[] ids, int size) {
        this.ids = ids;
        this.at = size;
        advance();
    }

    @Override
    void advance() {
        do {
            at--;
        } while (at >= 0 && ids[at] <= 0);
        head = at >= 0 ? ids[at] : END;
    }
}
