package dev.roost.http.server;

import dev.roost.model.AccountId;
import dev.roost.model.AppId;

/** A signed-in user, and the application that acts for them. */
public record Caller(AccountId account, AppId app, Scopes scopes) {}
