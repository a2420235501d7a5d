package dev.roost.model;

/** What a post is, as far as home timelines tell posts apart. The order is part of the id format. */
public enum PostKind {
    /** Neither of the others. */
    PLAIN,
    /** Answers another post. */
    REPLY,
    /** Shows another post to one's own followers. */
    BOOST;

    private static final PostKind[] ALL = values();

    static PostKind of(int ordinal) {
        return ALL[ordinal];
    }
}
