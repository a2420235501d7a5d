package dev.roost.model;

/** Who may see a post. Stored by ordinal: only append. */
public enum Visibility {
    /** Everybody; on the public and hashtag timelines. */
    PUBLIC,
    /** Everybody, but not on the public and hashtag timelines. */
    UNLISTED,
    /** The author's followers and those mentioned. */
    PRIVATE,
    /** Only those mentioned; on the home timelines of the author and of those mentioned who follow the author. */
    DIRECT;

    /** Whether everybody may see it, whom its author does not block. */
    public boolean isOpen() {
        return this == PUBLIC || this == UNLISTED;
    }
}
