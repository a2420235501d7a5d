package dev.roost.model;

/** Which replies a list shows. Stored by ordinal: only append. */
public enum RepliesPolicy {
    /** Replies to members of the list. */
    LIST,
    /** Replies to anybody whom the owner follows. */
    FOLLOWED,
    /** No replies, except to oneself. */
    NONE
}
