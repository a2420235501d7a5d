package dev.roost.http.auth;

import dev.roost.http.server.Params;
import dev.roost.http.server.Scopes;
import dev.roost.model.ClientApp;
import dev.roost.runtime.Reads;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an application asks of a user's browser at {@code /oauth/authorize}.
 *
 * @param challenge PKCE S256 challenge, empty for none
 * @param state handed back to the application as it is
 */
record AuthorizationRequest(
        ClientApp app, String redirectUri, Scopes scopes, String state, boolean stateSent, String challenge) {
    /** Of its encoded form: it has to fit into the address that leads back. */
    private static final int STATE_CHARS_MAX = 4_096;
    /** Base64url of 32 bytes (RFC 7636, section 4.2). */
    private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A request, or why there is none. */
    sealed interface Checked {
        record Good(AuthorizationRequest request) implements Checked {}

        /** Nobody to send the browser back to: told to the user. */
        record NotTrusted(String text) implements Checked {}

        /** Told to the application, at an address that it has registered. */
        record Wrong(AuthorizationRequest request, String error, String description) implements Checked {}
    }

    static Checked check(Params params, Reads reads) {
        Optional<ClientApp> app = reads.appWithClientId(params.text("client_id", ""));
        if (app.isEmpty()) {
            return new Checked.NotTrusted("The application that sent you here is not known to this server.");
        }
        String redirectUri = params.text("redirect_uri")
                .filter(uri -> !uri.isEmpty())
                .orElse(app.get().redirectUris().getFirst());
        if (!app.get().redirectUris().contains(redirectUri) || !RedirectUris.isAddress(redirectUri)) {
            return new Checked.NotTrusted(
                    "The application wants you to be sent to an address that it has not registered.");
        }
        Scopes scopes = params.text("scope")
                .filter(text -> !text.isBlank())
                .map(Scopes::parse)
                .orElse(Scopes.DEFAULT);
        AuthorizationRequest request = new AuthorizationRequest(
                app.get(),
                redirectUri,
                scopes,
                params.text("state", ""),
                params.has("state"),
                params.text("code_challenge", ""));
        return request.check(params);
    }

    private Checked check(Params params) {
        if (URLEncoder.encode(state, StandardCharsets.UTF_8).length() > STATE_CHARS_MAX) {
            return new Checked.NotTrusted("The application sent a state that is too long.");
        }
        if (!params.text("response_type", "").equals("code")) {
            return wrong("unsupported_response_type", "The authorization server does not support this response type.");
        }
        if (!scopes.areKnown() || !Scopes.parse(app.scopes()).cover(scopes)) {
            return wrong("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
        }
        boolean s256 = params.text("code_challenge_method", "").equals("S256");
        if (!challenge.isEmpty() && (!s256 || !S256_CHALLENGE.matcher(challenge).matches())) {
            return wrong("invalid_request", "The code challenge method must be S256.");
        }
        return new Checked.Good(this);
    }

    private Checked wrong(String error, String description) {
        return new Checked.Wrong(this, error, description);
    }

    boolean outOfBand() {
        return redirectUri.equals(RedirectUris.OUT_OF_BAND);
    }

    /** The request as parameters, for forms and for coming back. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", app.clientId());
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", scopes.toString());
        if (stateSent) {
            parameters.put("state", state);
        }
        if (!challenge.isEmpty()) {
            parameters.put("code_challenge", challenge);
            parameters.put("code_challenge_method", "S256");
        }
        return parameters;
    }

    /** The application's address with an answer for it. */
    String back(Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        if (stateSent) {
            parameters.put("state", state);
        }
        return RedirectUris.with(redirectUri, parameters);
    }
}
