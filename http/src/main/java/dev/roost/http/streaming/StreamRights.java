package dev.roost.http.streaming;

import dev.roost.http.server.Scopes;
import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.ListId;
import dev.roost.model.Standing;
import dev.roost.runtime.Reads;
import dev.roost.runtime.credentials.Secrets;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Who a client is, and which streams it may have. Any thread. */
final class StreamRights {
    private static final int TOKEN_CHARS_MAX = 512;

    private final Function<byte[], Optional<AccessToken>> tokens;
    private final Function<AccountId, Optional<Account>> accounts;
    private final BiPredicate<AccountId, ListId> ownsList;

    /**
     * Looks up here.
     *
     * @param tokens by the hash of the token
     * @param ownsList whether the account has this list
     */
    StreamRights(
            Function<byte[], Optional<AccessToken>> tokens,
            Function<AccountId, Optional<Account>> accounts,
            BiPredicate<AccountId, ListId> ownsList) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.ownsList = ownsList;
    }

    /** Looks up in a node's state. */
    static StreamRights in(Reads reads) {
        return new StreamRights(
                reads::token,
                reads::account,
                (owner, list) -> reads.list(owner, list).isPresent());
    }

    /**
     * Whose token this is; empty for a token that is not valid, is an application's own, or whose account is closed.
     */
    Optional<Viewer.SignedIn> signedInBy(String token) {
        if (token.length() > TOKEN_CHARS_MAX) {
            return Optional.empty();
        }
        return tokens.apply(Secrets.hash(token)).flatMap(this::inUse);
    }

    /** Whether the viewer's token is still valid. */
    boolean hold(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous _ -> true;
            case Viewer.SignedIn user ->
                tokens.apply(user.tokenHash().bytes()).flatMap(this::inUse).isPresent();
        };
    }

    /** Decides about a wish. */
    StreamChoice choose(Wish wish, Viewer viewer) {
        return StreamChoice.of(wish, viewer, ownsList);
    }

    private Optional<Viewer.SignedIn> inUse(AccessToken token) {
        AccountId account = token.account();
        if (account == null) {
            return Optional.empty();
        }
        return accounts.apply(account)
                .filter(found -> found.standing() == Standing.ACTIVE)
                .map(found ->
                        new Viewer.SignedIn(account, TokenHash.of(token.tokenHash()), Scopes.parse(token.scopes())));
    }
}
