package dev.roost.model;

/**
 * An account, numbered densely from 1 in the order of the log.
 *
 * <p>Dense so that per-account tables are plain arrays. The API shows it in decimal.
 *
 * @param value 1 or more
 */
public record AccountId(int value) implements Comparable<AccountId> {
    public AccountId {
        if (value < 1) {
            throw new IllegalArgumentException("account id must be 1 or more: " + value);
        }
    }

    @Override
    public int compareTo(AccountId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
