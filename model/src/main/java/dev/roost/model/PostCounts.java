package dev.roost.model;

/** A post's figures. */
public record PostCounts(int replies, int boosts, int favourites) {
    /** Of a new post. */
    public static final PostCounts ZERO = new PostCounts(0, 0, 0);
}
