package dev.roost.http.server;

import java.util.List;

/**
 * Who may call a route. Scopes are Mastodon's granular ones ({@code read:statuses}); the token needs one of them, or a
 * wider one that covers it ({@link Scopes#allows}).
 */
public sealed interface Access {
    /** Scopes of which one is enough. Empty: any token. */
    List<String> scopes();

    /** Anybody; a token that is sent must be valid and good for one of the scopes. */
    record Open(List<String> scopes) implements Access {}

    /** Anybody; whatever is sent as a token. A valid one still tells who asks. */
    record Public() implements Access {
        @Override
        public List<String> scopes() {
            return List.of();
        }
    }

    /** Anybody, and not counted against rate limits: health checks. */
    record Uncounted() implements Access {
        @Override
        public List<String> scopes() {
            return List.of();
        }
    }

    /** Any valid token, also one of an application without a user. */
    record App(List<String> scopes) implements Access {}

    /** A token of a user whose account is in use. Without scopes any such token; then, none sent is answered 422. */
    record User(List<String> scopes) implements Access {}

    /** Anybody; a token is optional, but one that is sent must be valid and cover one of the scopes. */
    static Access open(String... scopes) {
        if (scopes.length == 0) {
            throw new IllegalArgumentException("a route that asks for no scopes looks at no token: anybody()");
        }
        return new Open(List.of(scopes));
    }

    /** Anybody; nobody is refused for a token. */
    static Access anybody() {
        return new Public();
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
