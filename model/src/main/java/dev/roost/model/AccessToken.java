package dev.roost.model;

import org.jspecify.annotations.Nullable;

/**
 * A right to call the API; only the SHA-256 of the token is kept.
 *
 * @param account absent for a token of the application itself
 * @param scopes separated by spaces
 */
public record AccessToken(
        byte[] tokenHash, AppId app, @Nullable AccountId account, String scopes, long createdAtMs) {}
