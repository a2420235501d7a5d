package dev.roost.http.server;

import dev.roost.model.AccessToken;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells whose token it is, and whether it is good for a route. Any thread; costs two cached look-ups and a hash. */
public final class Authenticator {
    /** Distinct sets of scopes whose parsed form is kept. */
    private static final int PARSED_MAX = 1_024;

    private static final String BEARER = "bearer ";
    private static final int TOKEN_CHARS_MAX = 512;

    private final Function<byte[], Optional<AccessToken>> tokens;
    private final Function<AccountId, Optional<Account>> accounts;
    private final ConcurrentMap<String, Scopes> parsed = new ConcurrentHashMap<>();

    /**
     * Looks tokens and accounts up here.
     *
     * @param tokens by the SHA-256 of the token
     */
    public Authenticator(
            Function<byte[], Optional<AccessToken>> tokens, Function<AccountId, Optional<Account>> accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /** What a token stands for; empty for an unknown one. */
    public Optional<Grant> grant(String token) {
        if (token.isEmpty() || token.length() > TOKEN_CHARS_MAX) {
            return Optional.empty();
        }
        return tokens.apply(Secrets.hash(token))
                .map(found -> new Grant(found.app(), found.account(), scopes(found.scopes())));
    }

    /**
     * Checks what a token stands for against what a route asks for.
     *
     * @param grant what the sent token stands for, or null where none was sent or it is unknown
     * @throws ApiError 401, 403 or 422 where the route is not for this token
     */
    public void check(Access access, @Nullable Grant grant) {
        if (grant == null) {
            switch (access) {
                case Access.Open _, Access.Uncounted _ -> {
                    return;
                }
                case Access.App _, Access.User _ -> throw ApiError.unauthorized();
            }
        }
        if (!grant.scopes().allowsOneOf(access.scopes())) {
            throw ApiError.forbidden("This action is outside the authorized scopes");
        }
        switch (access) {
            case Access.Open _, Access.Uncounted _, Access.App _ -> checkStanding(grant);
            case Access.User _ -> {
                if (grant.account() == null) {
                    throw new ApiError(422, "This method requires an authenticated user");
                }
                checkStanding(grant);
            }
        }
    }

    private void checkStanding(Grant grant) {
        AccountId id = grant.account();
        if (id == null) {
            return;
        }
        Standing standing = accounts.apply(id).map(Account::standing).orElseThrow(ApiError::unauthorized);
        switch (standing) {
            case ACTIVE -> {}
            case PENDING -> throw ApiError.forbidden("Your login is currently pending approval");
            case DISABLED -> throw ApiError.forbidden("Your login is currently disabled");
        }
    }

    /** The token in an Authorization header, or null. */
    static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() <= BEARER.length()
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private Scopes scopes(String text) {
        Scopes known = parsed.get(text);
        if (known != null) {
            return known;
        }
        Scopes fresh = Scopes.parse(text);
        if (parsed.size() < PARSED_MAX) {
            parsed.put(text, fresh);
        }
        return fresh;
    }
}
