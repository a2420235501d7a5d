package dev.roost.http.server;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import org.jspecify.annotations.Nullable;

/**
 * What a valid token stands for.
 *
 * @param account whom it signs in; null for a token of the application itself
 */
public record Grant(AppId app, @Nullable AccountId account, Scopes scopes) {}
