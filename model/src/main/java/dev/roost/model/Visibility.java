package dev.roost.model;

/** Who may see a post. Stored by ordinal: only append. */
public enum Visibility {
    /** Everybody; on the public and hashtag timelines. */
    PUBLIC,
    /** Everybody, but not on the public and hashtag timelines. */
    UNLISTED,
    /** The author's followers and those mentioned. */
    PRIVATE,
    /** Only those mentioned; never on a home timeline. */
    DIRECT
}
