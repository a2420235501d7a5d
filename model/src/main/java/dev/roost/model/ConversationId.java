package dev.roost.model;

/**
 * Names a conversation among those of its owner.
 *
 * @param value 1 or more; that of the post that it began with, or one of the few numbers behind it
 */
public record ConversationId(long value) {
    public ConversationId {
        if (value < 1) {
            throw new IllegalArgumentException("id must be 1 or more: " + value);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
