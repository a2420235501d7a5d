package dev.roost.http.server;

import java.util.List;

/**
 * Who may call a route. Scopes are Mastodon's granular ones ({@code read:statuses}); the token needs one of them, or a
 * wider one that covers it ({@link Scopes#allows}).
 */
public sealed interface Access {
    /** Scopes of which one is enough. Empty: any token. */
    List<String> scopes();

    /** Anybody; a token that is sent must be good for one of the scopes. */
    record Open(List<String> scopes) implements Access {}

    /** Anybody, and not counted against rate limits: health checks. */
    record Uncounted() implements Access {
        @Override
        public List<String> scopes() {
            return List.of();
        }
    }

    /** Any valid token, also one of an application without a user. */
    record App(List<String> scopes) implements Access {}

    /** A token of a user whose account is in use. */
    record User(List<String> scopes) implements Access {}

    /** Anybody; a token is optional. An unknown token counts as none. */
    static Access open(String... scopes) {
        return new Open(List.of(scopes));
    }

    /** Anybody, uncounted. */
    static Access uncounted() {
        return new Uncounted();
    }

    /** Any valid token. */
    static Access app(String... scopes) {
        return new App(List.of(scopes));
    }

    /** A user's token. */
    static Access user(String... scopes) {
        return new User(List.of(scopes));
    }
}
