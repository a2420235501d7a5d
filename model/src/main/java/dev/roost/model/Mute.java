package dev.roost.model;

/**
 * Posts of {@code muted} are hidden from {@code muter}.
 *
 * @param untilMs when it ends, milliseconds since 1970; {@link #FOREVER} for never
 */
public record Mute(AccountId muter, AccountId muted, boolean hideNotifications, long untilMs) {
    /** An end that does not come. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Whether the mute still hides at this time. */
    public boolean activeAt(long nowMs) {
        return nowMs < untilMs;
    }
}
