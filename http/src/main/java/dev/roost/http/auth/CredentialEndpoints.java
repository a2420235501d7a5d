package dev.roost.http.auth;

import dev.roost.http.json.Entities;
import dev.roost.http.server.Access;
import dev.roost.http.server.ApiError;
import dev.roost.http.server.Call;
import dev.roost.http.server.Params;
import dev.roost.http.server.Refusals;
import dev.roost.http.server.Reply;
import dev.roost.http.server.Routes;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import dev.roost.model.PostingDefaults;
import dev.roost.model.ProfileChange;
import dev.roost.model.ProfileField;
import dev.roost.model.Visibility;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What signed-in people see and change of their own account. */
public final class CredentialEndpoints {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final Roost roost;
    private final Entities entities;

    /** For this node's accounts. */
    public CredentialEndpoints(Roost roost, Entities entities) {
        this.roost = roost;
        this.entities = entities;
    }

    /** Adds the routes. */
    public void register(Routes routes) {
        Access reading = Access.user("read:accounts", "profile");
        Access writing = Access.user("write:accounts");
        routes.get(
                "/api/v1/accounts/verify_credentials",
                reading,
                call -> own(call.user().account()));
        routes.patch("/api/v1/accounts/update_credentials", writing, this::update);
        routes.get("/api/v1/preferences", Access.user("read:accounts"), this::preferences);
        routes.delete("/api/v1/profile/avatar", writing, call -> own(call.user().account()));
        routes.delete("/api/v1/profile/header", writing, call -> own(call.user().account()));
    }

    private Reply own(AccountId account) {
        return entities.credentialAccount(account).map(Reply::json).orElseThrow(ApiError::unauthorized);
    }

    private Reply update(Call call) {
        AccountId id = call.user().account();
        Params params = call.params();
        refusePictures(params);
        ProfileChange change = change(params);
        Refusals.require(roost.execute(new Command.UpdateProfile(id, change)));
        if (Boolean.FALSE.equals(change.locked())) {
            acceptRest(id);
        }
        return own(id);
    }

    /**
     * Whoever asked to follow an account while it was locked follows it once it is open; one command accepts so many.
     */
    private void acceptRest(AccountId id) {
        while (!roost.reads().followRequests(id, PageRequest.newest(1)).isEmpty() && isOpen(id)) {
            Refusals.require(roost.execute(new Command.UpdateProfile(id, ProfileChange.NONE)));
        }
    }

    private boolean isOpen(AccountId id) {
        return !roost.reads()
                .account(id)
                .orElseThrow(ApiError::unauthorized)
                .profile()
                .locked();
    }

    private static void refusePictures(Params params) {
        for (String picture : List.of("avatar", "header")) {
            if (!params.text(picture, "").isEmpty()) {
                throw ApiError.notOffered("This server does not take files: the " + picture + " cannot be changed");
            }
        }
    }

    /** What is sent; what is not stays as it is. */
    private static ProfileChange change(Params params) {
        Params source = params.nested("source");
        return new ProfileChange(
                bounded("Display name", params.text("display_name"), Limits.DISPLAY_NAME_CHARS),
                bounded("Note", params.text("note"), Limits.NOTE_CHARS),
                params.has("fields_attributes") ? fields(params.items("fields_attributes")) : null,
                params.bool("locked").orElse(null),
                params.bool("bot").orElse(null),
                params.bool("discoverable").orElse(null),
                params.bool("indexable").orElse(null),
                params.bool("hide_collections").orElse(null),
                source.text("privacy").map(CredentialEndpoints::visibility).orElse(null),
                source.bool("sensitive").orElse(null),
                source.text("language").map(CredentialEndpoints::language).orElse(null));
    }

    private static List<ProfileField> fields(List<Params> rows) {
        List<ProfileField> fields = new ArrayList<>();
        for (Params row : rows) {
            String name = row.text("name", "").strip();
            String value = row.text("value", "").strip();
            if (name.isEmpty() && value.isEmpty()) {
                continue;
            }
            if (name.isEmpty()) {
                throw ApiError.unprocessable("Profile fields: a name can't be blank");
            }
            fields.add(new ProfileField(
                    bounded("Field name", name, Limits.PROFILE_FIELD_CHARS),
                    bounded("Field value", value, Limits.PROFILE_FIELD_CHARS)));
        }
        if (fields.size() > Limits.PROFILE_FIELDS) {
            throw ApiError.unprocessable("Profile fields: at most " + Limits.PROFILE_FIELDS);
        }
        return fields;
    }

    private static Visibility visibility(String text) {
        return switch (text) {
            case "public" -> Visibility.PUBLIC;
            case "unlisted" -> Visibility.UNLISTED;
            case "private" -> Visibility.PRIVATE;
            case "direct" -> Visibility.DIRECT;
            default -> throw ApiError.unprocessable("Privacy is none of public, unlisted, private, direct");
        };
    }

    private static String language(String text) {
        String language = text.strip().toLowerCase(Locale.ROOT);
        if (language.isEmpty() || LANGUAGES.contains(language)) {
            return language;
        }
        throw ApiError.unprocessable("Language is no ISO 639 code of two letters");
    }

    private static @Nullable String bounded(String what, Optional<String> text, int charsMax) {
        return text.map(sent -> bounded(what, sent, charsMax)).orElse(null);
    }

    private static String bounded(String what, String text, int charsMax) {
        if (text.codePointCount(0, text.length()) > charsMax) {
            throw ApiError.unprocessable(what + " is too long (maximum is " + charsMax + " characters)");
        }
        return text;
    }

    private Reply preferences(Call call) {
        PostingDefaults defaults = roost.reads()
                .account(call.user().account())
                .orElseThrow(ApiError::unauthorized)
                .defaults();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("posting:default:visibility", defaults.visibility().name().toLowerCase(Locale.ROOT));
        answer.put("posting:default:sensitive", defaults.sensitive());
        answer.put("posting:default:language", defaults.language().isEmpty() ? null : defaults.language());
        answer.put("reading:expand:media", "default");
        answer.put("reading:expand:spoilers", false);
        answer.put("reading:autoplay:gifs", false);
        return Reply.json(answer);
    }
}
