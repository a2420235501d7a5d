package dev.roost.http.auth;

import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.http.server.Scopes;
import dev.roost.model.ClientApp;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registers applications, and tells them who they are. */
public final class AppEndpoints {
    private static final int NAME_CHARS_MAX = 60;
    private static final int WEBSITE_CHARS_MAX = 2_000;

    private final Roost roost;

    /** For applications of this node. */
    public AppEndpoints(Roost roost) {
        this.roost = roost;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.post("/api/v1/apps", Access.anybody(), this::create);
        routes.get("/api/v1/apps/verify_credentials", Access.app(), this::verify);
    }

    private Reply create(Call call) {
        Params params = call.params();
        String name = params.required("client_name").strip();
        if (name.codePointCount(0, name.length()) > NAME_CHARS_MAX) {
            throw ApiError.unprocessable("Application name is too long (maximum is " + NAME_CHARS_MAX + " characters)");
        }
        List<String> redirectUris = RedirectUris.check(params.list("redirect_uris"));
        Scopes scopes = params.text("scopes")
                .filter(text -> !text.isBlank())
                .map(Scopes::parse)
                .orElse(Scopes.DEFAULT);
        if (!scopes.areKnown()) {
            throw ApiError.unprocessable("Scopes doesn't match configured on the server.");
        }
        String website = website(params.text("website", ""));
        String clientId = Secrets.random();
        String clientSecret = Secrets.random();
        byte[] secretHash = Secrets.hash(clientSecret);
        Outcome.AppRegistered registered = Refusals.expect(
                roost.execute(
                        new Command.RegisterApp(clientId, secretHash, name, redirectUris, scopes.toString(), website)),
                Outcome.AppRegistered.class);
        ClientApp app = new ClientApp(
                registered.id(), clientId, secretHash, name, redirectUris, scopes.toString(), website, call.nowMs());
        Map<String, Object> answer = describe(app);
        answer.put("client_id", clientId);
        answer.put("client_secret", clientSecret);
        answer.put("client_secret_expires_at", 0);
        return Reply.json(answer);
    }

    private Reply verify(Call call) {
        return Reply.json(describe(call.app().flatMap(roost.reads()::app).orElseThrow(ApiError::unauthorized)));
    }

    private static Map<String, Object> describe(ClientApp app) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", app.id().toString());
        answer.put("name", app.name());
        answer.put("website", app.website().isEmpty() ? null : app.website());
        answer.put("scopes", Scopes.parse(app.scopes()).names());
        answer.put("redirect_uri", String.join("\n", app.redirectUris()));
        answer.put("redirect_uris", app.redirectUris());
        answer.put("vapid_key", "");
        return answer;
    }

    private static String website(String text) {
        String website = text.strip();
        if (website.isEmpty()) {
            return "";
        }
        try {
            String scheme = new URI(website).getScheme();
            if (website.length() <= WEBSITE_CHARS_MAX && ("http".equals(scheme) || "https".equals(scheme))) {
                return website;
            }
        } catch (URISyntaxException notAnAddress) {
            throw ApiError.unprocessable("Website must be a valid URL");
        }
        throw ApiError.unprocessable("Website must be a valid URL");
    }
}
