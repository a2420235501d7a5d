package dev.roost.http.auth;

import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.http.server.Scopes;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.AuthorizationCode;
import dev.roost.model.ClientApp;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands out and takes back access tokens: the three grants of OAuth 2 that Mastodon has. */
final class TokenEndpoints {
    private static final int LOGIN_CHARS_MAX = 1_000;

    private final Roost roost;
    private final HttpSettings settings;
    private final SignIn signIn;
    private final ClientAuthentication clients;

    TokenEndpoints(Roost roost, HttpSettings settings, SignIn signIn) {
        this.roost = roost;
        this.settings = settings;
        this.signIn = signIn;
        this.clients = new ClientAuthentication(roost.reads());
    }

    /** Adds the routes. */
    void register(Routes routes) {
        routes.post("/oauth/token", Access.anybody(), this::token);
        routes.post("/oauth/revoke", Access.anybody(), this::revoke);
        routes.get("/oauth/userinfo", Access.user("profile"), this::userinfo);
        routes.post("/oauth/userinfo", Access.user("profile"), this::userinfo);
        routes.get("/.well-known/oauth-authorization-server", Access.anybody(), this::metadata);
    }

    private Reply token(Call call) {
        String grant = call.params().text("grant_type", "");
        ClientApp app = clients.require(call);
        return switch (grant) {
            case "authorization_code" -> redeem(call, app);
            case "client_credentials" -> issue(call, app, null, scopes(call.params(), app));
            case "password" -> withPassword(call, app);
            case "" -> throw error(400, "invalid_request", "The parameter grant_type is missing.");
            default ->
                throw error(
                        400, "unsupported_grant_type", "The authorization grant type is not supported by the server.");
        };
    }

    private Reply withPassword(Call call, ClientApp app) {
        if (!settings.passwordGrantAllowed()) {
            throw error(
                    400,
                    "unsupported_grant_type",
                    "This server does not take passwords from applications: sign in through the browser.");
        }
        Params params = call.params();
        Scopes scopes = scopes(params, app);
        String login = params.text("username", "");
        String password = params.text("password", "");
        if (login.length() > LOGIN_CHARS_MAX || password.length() > LOGIN_CHARS_MAX) {
            throw invalidGrant();
        }
        Account account = signIn.check(login, password, call).orElseThrow(TokenEndpoints::invalidGrant);
        if (account.standing() != Standing.ACTIVE) {
            throw error(400, "invalid_grant", Pages.whyNot(account.standing()));
        }
        return issue(call, app, account.id(), scopes);
    }

    private Reply redeem(Call call, ClientApp app) {
        Params params = call.params();
        byte[] codeHash = Secrets.hash(params.text("code", ""));
        // Whether it has ended, or was redeemed before, is for the log's order to say.
        AuthorizationCode code = roost.reads()
                .code(codeHash)
                .filter(found -> found.app().equals(app.id()))
                .filter(found -> found.redirectUri().equals(params.text("redirect_uri", "")))
                .filter(found -> proves(params.text("code_verifier", ""), found.challenge()))
                .orElseThrow(TokenEndpoints::invalidGrant);
        String token = Secrets.random();
        Outcome outcome = roost.execute(new Command.RedeemCode(codeHash, app.id(), Secrets.hash(token)));
        if (outcome instanceof Outcome.CodeReplayed
                || (outcome instanceof Outcome.Refused refused && refused.reason() == Refusal.CODE_NOT_VALID)) {
            throw invalidGrant();
        }
        Refusals.expect(outcome, Outcome.TokenIssued.class);
        return tokenReply(token, code.scopes(), call.nowMs());
    }

    /** PKCE with S256 (RFC 7636): the verifier hashes to the challenge that came with the request for the code. */
    private static boolean proves(String verifier, String challenge) {
        if (challenge.isEmpty()) {
            return verifier.isEmpty();
        }
        String computed = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
        return MessageDigest.isEqual(
                computed.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.UTF_8));
    }

    private Reply issue(Call call, ClientApp app, @Nullable AccountId account, Scopes scopes) {
        return tokenReply(issue(roost, app.id(), account, scopes.toString()), scopes.toString(), call.nowMs());
    }

    /** A new token, committed. */
    static String issue(Roost roost, AppId app, @Nullable AccountId account, String scopes) {
        String token = Secrets.random();
        Refusals.require(roost.execute(new Command.IssueToken(Secrets.hash(token), app, account, scopes)));
        return token;
    }

    static Reply tokenReply(String token, String scopes, long nowMs) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("scope", scopes);
        answer.put("created_at", nowMs / 1000);
        return Reply.json(answer);
    }

    private static Scopes scopes(Params params, ClientApp app) {
        Scopes asked = params.text("scope")
                .filter(text -> !text.isBlank())
                .map(Scopes::parse)
                .orElse(Scopes.DEFAULT);
        if (!asked.areKnown() || !Scopes.parse(app.scopes()).cover(asked)) {
            throw error(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
        }
        return asked;
    }

    private Reply revoke(Call call) {
        ClientApp app = clients.require(call);
        byte[] hash = Secrets.hash(call.params().text("token", ""));
        roost.reads().token(hash).ifPresent(token -> {
            if (!token.app().equals(app.id())) {
                throw error(403, "unauthorized_client", "You are not authorized to revoke this token");
            }
            Refusals.require(roost.execute(new Command.RevokeToken(hash)));
        });
        return Reply.empty();
    }

    private Reply userinfo(Call call) {
        Account account = roost.reads().account(call.user().account()).orElseThrow(ApiError::unauthorized);
        String profile = settings.baseUrl() + "/@" + account.username();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("iss", settings.baseUrl() + "/");
        answer.put("sub", profile);
        answer.put("name", account.profile().displayName());
        answer.put("preferred_username", account.username());
        answer.put("profile", profile);
        return Reply.json(answer);
    }

    private Reply metadata(Call call) {
        String base = settings.baseUrl();
        List<String> grants = new ArrayList<>(List.of("authorization_code", "client_credentials"));
        if (settings.passwordGrantAllowed()) {
            grants.add("password");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("issuer", base + "/");
        answer.put("service_documentation", "https://docs.joinmastodon.org/");
        answer.put("authorization_endpoint", base + "/oauth/authorize");
        answer.put("token_endpoint", base + "/oauth/token");
        answer.put("revocation_endpoint", base + "/oauth/revoke");
        answer.put("userinfo_endpoint", base + "/oauth/userinfo");
        answer.put("app_registration_endpoint", base + "/api/v1/apps");
        answer.put("scopes_supported", Scopes.known());
        answer.put("response_types_supported", List.of("code"));
        answer.put("response_modes_supported", List.of("query"));
        answer.put("grant_types_supported", grants);
        answer.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        answer.put("code_challenge_methods_supported", List.of("S256"));
        return Reply.json(answer);
    }

    private static ApiError invalidGrant() {
        return error(
                400,
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI"
                        + " used in the authorization request, or was issued to another client.");
    }

    private static ApiError error(int status, String code, String description) {
        return new ApiError(status, code, Map.of("error_description", description));
    }
}
