package dev.roost.timeline;

/**
 * A reader's ring from its newest entry down, copied in small pieces. If entries are overwritten on the way, the cursor
 * ends and says so.
 */
final class RingCursor extends Cursor {
    /** A page of 20 and what the rules leave out of it. */
    private static final int PIECE = 32;
    /** What gathers in a front: the first piece, for those who look for a few new entries. */
    private static final int SMALL_PIECE = 8;

    private final Rings rings;
    private final LivePosts.Lookups lookups;
    private final int slot;
    private final long first;
    private final long lowest;
    private final long highest;
    private final boolean complete;
    private final boolean isVoid;
    private final long[] piece;
    private long next;
    private int at = -1;
    private long seen = Long.MAX_VALUE;
    private boolean intact = true;

    /**
     * The entries of a slot with ids up to {@code highest}.
     *
     * @param lookups for what is about to be read; told of it ahead
     * @param active whose ring it is
     * @param lowest down to which the ids are wanted, as far as is known ahead; lower ones are given all the same
     */
    RingCursor(Rings rings, LivePosts.Lookups lookups, ActiveReader active, long lowest, long highest) {
        this.rings = rings;
        this.lookups = lookups;
        this.slot = active.slot;
        this.lowest = lowest;
        this.highest = highest;
        long count = rings.count(slot);
        this.first = Math.max(0, count - rings.capacity());
        this.complete = first == 0 && active.complete;
        this.isVoid = count == first && !complete;
        this.next = count;
        if (lowest > 1) {
            piece = new long[SMALL_PIECE];
        } else {
            piece = new long[PIECE];
            skip();
        }
        advance();
    }

    /** Whether there is nothing in the ring though there are entries: it is not this reader's any more. */
    boolean isVoid() {
        return isVoid;
    }

    /** Whether all that is to be shown down to an id is in the ring, as far as it was delivered. */
    boolean covers(long id) {
        return head != END || floor() <= id;
    }

    boolean intact() {
        return intact;
    }

    /** Once the cursor is at its end: the lowest id that it covers, shown or not. 0 if it covers all. */
    long floor() {
        return complete ? 0 : seen;
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

    /** Passes over entries that are too high, by steps that grow and shrink again. */
    private void skip() {
        long[] one = new long[1];
        long step = PIECE;
        boolean grows = true;
        while (step >= PIECE && intact) {
            long from = next - step;
            if (from < first) {
                grows = false;
            } else {
                intact = rings.copy(slot, from, from + 1, one);
                if (Math.abs(one[0]) > highest) {
                    next = from;
                } else {
                    grows = false;
                }
            }
            step = grows ? step * 2 : step / 2;
        }
    }

    private boolean refill() {
        if (next <= first) {
            return false;
        }
        // Small pieces are lines of the ring, or what is in the front.
        long from = piece.length == SMALL_PIECE ? (next - 1) / SMALL_PIECE * SMALL_PIECE : next - piece.length;
        from = Math.max(first, from);
        int size = (int) (next - from);
        if (!rings.copy(slot, from, next, piece)) {
            intact = false;
            return false;
        }
        lookups.expect(piece, size, lowest, highest);
        at = size - 1;
        next = from;
        seen = Math.abs(piece[0]);
        return true;
    }
}
