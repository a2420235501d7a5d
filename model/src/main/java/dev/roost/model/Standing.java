package dev.roost.model;

/** Whether an account may be used. Stored by ordinal: only append. */
public enum Standing {
    /** In use. */
    ACTIVE,
    /** Registered, waiting for an operator's approval: cannot sign in, is not shown. */
    PENDING,
    /** Closed by an operator: cannot sign in or post; its posts stay. */
    DISABLED
}
