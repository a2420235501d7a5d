package dev.roost.model;

/** Whether an account may be used, and its posts be seen. Stored by ordinal: only append. */
public enum Standing {
    /** In use. */
    ACTIVE,
    /** Registered, waiting for an operator's approval: cannot sign in, is not shown. */
    PENDING,
    /** Closed by an operator: cannot sign in or post; its posts stay. */
    DISABLED,
    /** Closed by an operator, and nobody sees its posts: all is as before once it is active again. */
    SUSPENDED,
    /** The same, and to be erased when {@link Limits#DELETED_ACCOUNT_MS} have passed. */
    DELETED,
    /** What it had is gone or going, for good; its id and its name are nobody else's. */
    ERASED;

    /** Whether nobody but the account itself sees its posts, nor itself among others. */
    public boolean isSuspended() {
        return switch (this) {
            case ACTIVE, PENDING, DISABLED -> false;
            case SUSPENDED, DELETED, ERASED -> true;
        };
    }
}
