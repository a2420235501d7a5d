package dev.roost.timeline;

/**
 * A reader's ring from its newest entry down, copied in small pieces. If entries are overwritten on the way, the cursor
 * ends and says so.
 */
final class RingCursor extends Cursor {
    private static final int PIECE = 64;

    private final Rings rings;
    private final int slot;
    private final long first;
    private final long highest;
    private final long[] piece = new long[PIECE];
    private long next;
    private int at = -1;
    private boolean intact = true;

    /** Entries {@code [first, count)} of the slot with ids up to {@code highest}. */
    RingCursor(Rings rings, int slot, long first, long count, long highest) {
        this.rings = rings;
        this.slot = slot;
        this.first = first;
        this.highest = highest;
        this.next = count;
        advance();
    }

    boolean intact() {
        return intact;
    }

    @Override
    void advance() {
        head = END;
        while (head == END) {
            if (at < 0 && !refill()) {
                return;
            }
            long id = piece[at--];
            if (id > 0 && id <= highest) {
                head = id;
            }
        }
    }

    private boolean refill() {
        long from = Math.max(first, next - PIECE);
        if (from >= next) {
            return false;
        }
        if (!rings.copy(slot, from, next, piece)) {
            intact = false;
            return false;
        }
        at = (int) (next - from) - 1;
        next = from;
        return true;
    }
}
