package dev.roost.model;

/** What an account can put on a post. Stored by ordinal: only append. */
public enum MarkKind {
    /** Public applause; the author is notified. */
    FAVOURITE,
    /** Private, to find it again. */
    BOOKMARK,
    /** Shown first on the author's own page; own posts only. */
    PIN
}
