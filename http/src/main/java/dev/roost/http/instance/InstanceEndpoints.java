package dev.roost.http.instance;

import dev.roost.http.json.Json;
import dev.roost.http.server.Access;
import dev.roost.http.server.Call;
import dev.roost.http.server.HttpSettings;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.Limits;
import dev.roost.runtime.Reads.InstanceCounts;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's own description, for clients: instance v1 and v2 and what belongs to them. */
public final class InstanceEndpoints {
    /** Characters that any link counts for, as the text library has it. */
    private static final int LINK_CHARS = 23;

    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" \
            fill="#8a4b16"/><path d="M12 44h40v4H12zM32 16c-7 0-12 5-12 12 0 8 6 12 12 12s12-4 12-12h6l-6-5c-2-4-6-7-12-7z\
            m4 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z" fill="#fff"/></svg>
            """;

    private final Roost roost;
    private final HttpSettings settings;

    /** For this node. */
    public InstanceEndpoints(Roost roost, HttpSettings settings) {
        this.roost = roost;
        this.settings = settings;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        routes.get("/api/v1/instance", Access.anybody(), call -> Reply.json(first()));
        routes.get("/api/v2/instance", Access.anybody(), call -> Reply.json(second()));
        routes.get("/api/v1/instance/rules", Access.anybody(), call -> Reply.json(rules()));
        routes.get("/api/v1/instance/extended_description", Access.anybody(), this::extendedDescription);
        for (String empty : List.of("peers", "activity", "domain_blocks", "languages")) {
            routes.get("/api/v1/instance/" + empty, Access.anybody(), call -> Reply.json(Json.EMPTY_ARRAY));
        }
        routes.get("/api/v1/instance/translation_languages", Access.anybody(), call -> Reply.empty());
        routes.get("/icon.svg", Access.uncounted(), call -> Reply.svg(ICON));
    }

    private Map<String, Object> first() {
        InstanceCounts counts = roost.reads().instanceCounts();
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("uri", settings.domain());
        out.put("title", settings.title());
        out.put("short_description", settings.description());
        out.put("description", settings.description());
        out.put("email", settings.contactEmail());
        out.put("version", Software.API_VERSION);
        out.put("urls", Map.of("streaming_api", settings.streamingUrl()));
        out.put("stats", object("user_count", counts.accounts(), "status_count", counts.posts(), "domain_count", 0));
        out.put("thumbnail", settings.baseUrl() + "/icon.svg");
        out.put("languages", List.of("en"));
        out.put("registrations", settings.registrations() != Registrations.CLOSED);
        out.put("approval_required", settings.registrations() == Registrations.APPROVAL);
        out.put("invites_enabled", false);
        out.put("configuration", configuration());
        out.put("contact_account", null);
        out.put("rules", rules());
        return out;
    }

    private Map<String, Object> second() {
        InstanceCounts counts = roost.reads().instanceCounts();
        Map<String, Object> configuration = configuration();
        configuration.put(
                "urls",
                object(
                        "streaming",
                        settings.streamingUrl(),
                        "status",
                        null,
                        "about",
                        settings.baseUrl() + "/",
                        "privacy_policy",
                        null,
                        "terms_of_service",
                        null));
        configuration.put("vapid", Map.of("public_key", ""));
        configuration.put("translation", Map.of("enabled", false));
        String icon = settings.baseUrl() + "/icon.svg";
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("domain", settings.domain());
        out.put("title", settings.title());
        out.put("version", Software.API_VERSION);
        out.put("source_url", settings.baseUrl() + "/");
        out.put("description", settings.description());
        // Who was here within a month is not recorded: all accounts are told.
        out.put("usage", Map.of("users", Map.of("active_month", counts.accounts())));
        out.put("thumbnail", object("url", icon, "blurhash", null, "versions", Map.of()));
        out.put("icon", List.of(Map.of("src", icon, "size", "64x64")));
        out.put("languages", List.of("en"));
        out.put("configuration", configuration);
        out.put(
                "registrations",
                object(
                        "enabled",
                        settings.registrations() != Registrations.CLOSED,
                        "approval_required",
                        settings.registrations() == Registrations.APPROVAL,
                        "message",
                        null,
                        "url",
                        null));
        out.put("contact", object("email", settings.contactEmail(), "account", null));
        out.put("rules", rules());
        return out;
    }

    /** What may be sent; zero and empty for what is not offered. */
    private static Map<String, Object> configuration() {
        return object(
                "accounts",
                object("max_featured_tags", 0, "max_pinned_statuses", Limits.PINS),
                "statuses",
                object(
                        "max_characters",
                        Limits.POST_CHARS,
                        "max_media_attachments",
                        0,
                        "characters_reserved_per_url",
                        LINK_CHARS),
                "media_attachments",
                object(
                        "supported_mime_types",
                        List.of(),
                        "image_size_limit",
                        0,
                        "image_matrix_limit",
                        0,
                        "video_size_limit",
                        0,
                        "video_frame_rate_limit",
                        0,
                        "video_matrix_limit",
                        0,
                        "description_limit",
                        0),
                "polls",
                object("max_options", 0, "max_characters_per_option", 0, "min_expiration", 0, "max_expiration", 0));
    }

    private List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (String text : settings.rules()) {
            rules.add(object("id", String.valueOf(rules.size() + 1), "text", text, "hint", ""));
        }
        return rules;
    }

    private Reply extendedDescription(Call call) {
        return Reply.json(object("updated_at", null, "content", ""));
    }

    /** A map of the given names and values, in order. */
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return out;
    }
}
