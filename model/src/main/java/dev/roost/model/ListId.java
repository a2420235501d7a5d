package dev.roost.model;

/**
 * A reader's list of accounts.
 *
 * @param value 1 or more
 */
public record ListId(int value) {
    public ListId {
        if (value < 1) {
            throw new IllegalArgumentException("id must be 1 or more: " + value);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
