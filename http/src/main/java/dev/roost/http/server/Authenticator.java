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
     * Checks a token against what a route asks for, as Mastodon does: a token that is not valid is refused wherever a
     * token is looked at, also where none is needed; a route that looks at none is for whatever comes.
     *
     * @param sent the token, or null where none was sent
     * @param grant what it stands for, or null where none was sent or it is unknown
     * @return the grant as far as it counts on this route; null for nobody's
     * @throws ApiError 401, 403 or 422 where the route is not for this token
     */
    @Nullable
    Grant admit(Access access, @Nullable String sent, @Nullable Grant grant) {
        return switch (access) {
            case Access.Public _, Access.Uncounted _ ->
                grant != null && standingOf(grant) == Standing.ACTIVE ? grant : null;
            case Access.Open _ -> sent == null ? null : inUse(valid(access, grant));
            case Access.App _ -> inUse(valid(access, grant));
            case Access.User user -> {
                if (sent == null && user.scopes().isEmpty()) {
                    throw noUser();
                }
                Grant valid = valid(access, grant);
                if (valid.account() == null) {
                    throw noUser();
                }
                yield inUse(valid);
            }
        };
    }

    private static Grant valid(Access access, @Nullable Grant grant) {
        if (grant == null) {
            throw ApiError.unauthorized();
        }
        if (!grant.scopes().allowsOneOf(access.scopes())) {
            throw ApiError.forbidden("This action is outside the authorized scopes");
        }
        return grant;
    }

    private static ApiError noUser() {
        return new ApiError(422, "This method requires an authenticated user");
    }

    private Grant inUse(Grant grant) {
        return switch (standingOf(grant)) {
            case ACTIVE -> grant;
            case PENDING -> throw ApiError.forbidden("Your login is currently pending approval");
            case SUSPENDED, DELETED, ERASED -> throw ApiError.forbidden("Your account is suspended");
            case DISABLED -> throw ApiError.forbidden("Your login is currently disabled");
        };
    }

    /** Applications are always in use; an account that is not there is not. */
    private Standing standingOf(Grant grant) {
        AccountId id = grant.account();
        return id == null
                ? Standing.ACTIVE
                : accounts.apply(id).map(Account::standing).orElse(Standing.DISABLED);
    }

    /** The token in an Authorization header, or null. */
    static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() <= BEARER.length()
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() ? null : token;
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
