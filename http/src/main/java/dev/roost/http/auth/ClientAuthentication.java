package dev.roost.http.auth;

import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.model.ClientApp;
import dev.roost.runtime.Reads;
import dev.roost.runtime.credentials.Secrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Tells which application calls, by its id and secret in the body or in a Basic header. */
final class ClientAuthentication {
    private static final String BASIC = "basic ";

    private final Reads reads;

    ClientAuthentication(Reads reads) {
        this.reads = reads;
    }

    private record Credentials(String id, String secret) {}

    /** The calling application; 401 {@code invalid_client} where it is none. */
    ClientApp require(Call call) {
        Credentials sent = call.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .map(ClientAuthentication::basic)
                .orElseGet(() -> new Credentials(
                        call.params().text("client_id", ""), call.params().text("client_secret", "")));
        return reads.appWithClientId(sent.id())
                .filter(app -> Secrets.matches(sent.secret(), app.secretHash()))
                .orElseThrow(ClientAuthentication::unknown);
    }

    static ApiError unknown() {
        return new ApiError(
                401,
                "invalid_client",
                Map.of(
                        "error_description",
                        "Client authentication failed due to unknown client, no client authentication included, or"
                                + " unsupported authentication method."));
    }

    private static Credentials basic(String header) {
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw unknown();
            }
            return new Credentials(decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException malformed) {
            throw unknown();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
