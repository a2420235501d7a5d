package dev.roost.model;

/** Why {@code apply} did not do what was asked; the state is as before. */
public enum Refusal {
    USERNAME_TAKEN,
    EMAIL_TAKEN,
    ACCOUNT_NOT_FOUND,
    /** The acting account is disabled or awaits approval. */
    ACCOUNT_NOT_ACTIVE,
    /** Only accounts that await approval can be approved. */
    ACCOUNT_NOT_PENDING,
    /** The account's standing is not the one that the command goes by, or it is erased and stays so. */
    ACCOUNT_STANDING_OTHER,
    /** Only accounts that were deleted long enough ago are erased, and once. */
    ACCOUNT_NOT_ERASABLE,
    /** There is none, or the acting account may not see it. */
    POST_NOT_FOUND,
    /** The post is not the acting account's. */
    NOT_OWN_POST,
    /** A private or direct post of somebody else, or a boost's visibility wider than allowed. */
    NOT_BOOSTABLE,
    /** Following, blocking or muting oneself. */
    SELF,
    /** One of the two blocks the other. */
    BLOCKED,
    NO_FOLLOW_REQUEST,
    /** Only followees can be members of a list. */
    NOT_FOLLOWING,
    ALREADY_MEMBER,
    LIST_NOT_FOUND,
    NOTIFICATION_NOT_FOUND,
    CONVERSATION_NOT_FOUND,
    /** Direct and private-to-others posts, boosts and posts of others cannot be pinned. */
    NOT_PINNABLE,
    /** A bound of {@link Limits} is reached. */
    LIMIT_REACHED,
    APP_NOT_FOUND,
    /** Unknown, used or expired authorization code. */
    CODE_NOT_VALID,
    /** A boost cannot be edited. */
    NOT_EDITABLE,
    /** What the command was made from is not so any more: make it again. */
    CHANGED_MEANWHILE
}
