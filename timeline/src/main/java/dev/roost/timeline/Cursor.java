package dev.roost.timeline;

/**
 * Ids in descending order, one at a time. A cursor that goes up gives them {@link #turned}, so that what merges cursors
 * need not know which way they go.
 */
abstract class Cursor {
    /** What {@link #head} is at the end. */
    static final long END = 0;

    /** The present id. */
    protected long head = END;

    /** Numbers that descend as ids ascend, and the ids that such numbers stand for. */
    static long turned(long id) {
        return Long.MAX_VALUE - id;
    }

    final long head() {
        return head;
    }

    /** Moves on to the next lower id. */
    abstract void advance();
}
