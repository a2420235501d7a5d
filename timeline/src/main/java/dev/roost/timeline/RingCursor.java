package dev.roost.timeline;

/**
 * A reader's ring from its newest entry down, copied in small pieces. If entries are overwritten on the way, the cursor
 * ends and says so.
 */
final class RingCursor extends Cursor {
    /** A page of 20 and what the rules leave out of it. */
    private static final int PIECE = 32;

    private final Rings rings;
    private final LivePosts.Lookups lookups;
    private final int slot;
    private final long first;
    private final long highest;
    private final boolean complete;
    private final long[] piece = new long[PIECE];
    private long next;
    private int at = -1;
    private long lowest = Long.MAX_VALUE;
    private boolean intact = true;

    /**
     * Entries {@code [first, count)} of the slot with ids up to {@code highest}.
     *
     * @param lookups for what is about to be read; told of it ahead
     * @param complete whether there is nothing older than the first entry
     */
    RingCursor(
            Rings rings, LivePosts.Lookups lookups, int slot, long first, long count, long highest, boolean complete) {
        this.rings = rings;
        this.lookups = lookups;
        this.slot = slot;
        this.first = first;
        this.highest = highest;
        this.complete = complete;
        this.next = count;
        advance();
    }

    boolean intact() {
        return intact;
    }

    /** Once the cursor is at its end: the lowest id that it covers, shown or not. 0 if it covers all. */
    long floor() {
        return complete ? 0 : lowest;
    }

    /** Whether an id is below all that the ring covers. */
    boolean endsAbove(long id) {
        if (complete) {
            return false;
        }
        long[] oldest = new long[1];
        intact &= rings.copy(slot, first, first + 1, oldest);
        return id < Math.abs(oldest[0]);
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
        int size = (int) (next - from);
        lookups.expect(piece, size);
        at = size - 1;
        next = from;
        lowest = Math.abs(piece[0]);
        return true;
    }
}
