package dev.roost.model;

/** Why an account is notified. Stored by ordinal: only append. */
public enum NotificationType {
    MENTION,
    BOOST,
    FAVOURITE,
    FOLLOW,
    FOLLOW_REQUEST,
    /** A post that one boosted was edited. */
    UPDATE,
    /** A followee for whom one asked to be told has posted. */
    POST
}
