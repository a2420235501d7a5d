package dev.roost.model;

/**
 * What {@code of} is to {@code to}, seen from both sides.
 *
 * @param muteUntilMs 0 if not muted, {@link Mute#FOREVER} without an end
 */
public record Relationship(
        AccountId of,
        AccountId to,
        boolean following,
        boolean followingBoosts,
        boolean followingNotify,
        boolean followedBy,
        boolean requested,
        boolean requestedBy,
        boolean blocking,
        boolean blockedBy,
        boolean mutingNotifications,
        long muteUntilMs) {
    /** Whether the other is muted. */
    public boolean muting() {
        return muteUntilMs != 0;
    }
}
