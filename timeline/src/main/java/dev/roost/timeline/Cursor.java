package dev.roost.timeline;

/** Ids in descending order, one at a time. */
abstract class Cursor {
    /** What {@link #head} is at the end. */
    static final long END = 0;

    /** The present id. */
    protected long head = END;

    final long head() {
        return head;
    }

    /** Moves on to the next lower id. */
    abstract void advance();
}
