package dev.roost.model;

/**
 * A registered client application.
 *
 * @param value 1 or more
 */
public record AppId(int value) {
    public AppId {
        if (value < 1) {
            throw new IllegalArgumentException("id must be 1 or more: " + value);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
