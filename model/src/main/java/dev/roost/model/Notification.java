package dev.roost.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that concerns an account.
 *
 * @param to whom it is shown
 * @param from who caused it
 * @param post what it is about, if it is about a post
 */
public record Notification(
        NotificationId id,
        AccountId to,
        AccountId from,
        NotificationType type,
        @Nullable PostId post,
        long atMs) {}
