package dev.roost.http.auth;

import dev.roost.http.server.CallLimits;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Routes;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;

/** Everything by which people and applications get in: pages, tokens, registration. */
public final class OAuthEndpoints {
    private final TokenEndpoints tokens;
    private final AuthorizeEndpoints pages;
    private final SignOutEndpoints signOut;
    private final RegistrationEndpoints registration;

    /** For this node's accounts and applications. */
    public OAuthEndpoints(Roost roost, HttpSettings settings, Passwords passwords, CallLimits limits) {
        KnownBrowsers browsers = new KnownBrowsers(settings.baseUrl());
        Sessions sessions = new Sessions(settings.baseUrl());
        SignIn signIn = new SignIn(roost.reads(), passwords, limits, browsers);
        tokens = new TokenEndpoints(roost, settings, signIn);
        pages = new AuthorizeEndpoints(roost, signIn, sessions, browsers);
        signOut = new SignOutEndpoints(roost, sessions);
        registration = new RegistrationEndpoints(roost, settings, passwords, limits);
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        tokens.register(routes);
        pages.register(routes);
        signOut.register(routes);
        registration.register(routes);
    }
}
