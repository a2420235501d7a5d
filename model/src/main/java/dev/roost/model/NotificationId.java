package dev.roost.model;

/**
 * A notification, numbered in the order of the log over all accounts.
 *
 * @param value 1 or more
 */
public record NotificationId(long value) {
    public NotificationId {
        if (value < 1) {
            throw new IllegalArgumentException("id must be 1 or more: " + value);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
