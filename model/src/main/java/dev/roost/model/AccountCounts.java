package dev.roost.model;

/**
 * An account's figures.
 *
 * @param lastPostAtMs creation time of the newest post, 0 for none
 */
public record AccountCounts(int followers, int followees, int posts, long lastPostAtMs) {
    /** Of a new account. */
    public static final AccountCounts ZERO = new AccountCounts(0, 0, 0, 0);
}
