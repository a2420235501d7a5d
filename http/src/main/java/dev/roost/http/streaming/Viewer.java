package dev.roost.http.streaming;

import dev.roost.http.server.Scopes;
import dev.roost.model.AccountId;
import java.util.Optional;

/** On whose behalf a stream is open. */
sealed interface Viewer {
    /**
     * Nobody has signed in.
     *
     * @param network where the client is, whose streams are counted together
     */
    record Anonymous(String network) implements Viewer {}

    /**
     * A user.
     *
     * @param tokenHash of the token that opened the stream, so that its end is the stream's end
     */
    record SignedIn(AccountId account, TokenHash tokenHash, Scopes scopes) implements Viewer {}

    /** The account, if there is one. */
    default Optional<AccountId> reader() {
        return switch (this) {
            case Anonymous _ -> Optional.empty();
            case SignedIn user -> Optional.of(user.account());
        };
    }
}
