package dev.roost.app.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.model.ProfileField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of an export that hold neither follows nor posts. */
final class ExportLines {
    private ExportLines() {}

    /**
     * An account; in the order of the ids.
     *
     * @param t when it was made, milliseconds since 1970
     * @param standing in lower case, absent for active
     * @param visibility of posts where the author says nothing, in lower case, absent for public
     * @param email with {@code --with-secrets} only
     * @param passwordHash with {@code --with-secrets} only
     */
    record AccountLine(
            @Nullable String u,
            @Nullable Long t,
            @JsonProperty("display_name") @Nullable String displayName,
            @Nullable String note,
            @Nullable List<FieldLine> fields,
            @Nullable Boolean locked,
            @Nullable Boolean bot,
            @Nullable Boolean discoverable,
            @Nullable Boolean indexable,
            @JsonProperty("hide_collections") @Nullable Boolean hideCollections,
            @Nullable String standing,
            @Nullable String visibility,
            @Nullable Boolean sensitive,
            @Nullable String language,
            @Nullable String email,
            @JsonProperty("password_hash") @Nullable String passwordHash) {}

    /** A row of a profile's table. */
    record FieldLine(@Nullable String name, @Nullable String value) {
        static FieldLine of(ProfileField field) {
            return new FieldLine(field.name(), field.value());
        }
    }

    /**
     * What one account is to others, beyond following them.
     *
     * @param kind {@code follow} (with settings that are not the usual ones), {@code request}, {@code block},
     *     {@code mute} or {@code list}
     * @param from whose it is
     * @param until end of a mute, milliseconds since 1970; absent for never
     */
    record RelationLine(
            @Nullable String kind,
            @Nullable String from,
            @Nullable String to,
            @JsonProperty("hide_boosts") @Nullable Boolean hideBoosts,
            @JsonProperty("notify_posts") @Nullable Boolean notifyPosts,
            @JsonProperty("hide_notifications") @Nullable Boolean hideNotifications,
            @Nullable Long until,
            @Nullable String title,
            @Nullable String replies,
            @Nullable List<String> members) {}

    /**
     * What an account has put on a post, in the order in which it did.
     *
     * @param kind {@code favourite}, {@code bookmark} or {@code pin}
     * @param post key of the post
     */
    record MarkLine(
            @Nullable String u,
            @Nullable String kind,
            @Nullable String post) {}

    /**
     * An application ({@code clientId} and what follows) or a token of one ({@code token}), hashes in Base64.
     *
     * @param app client id of the token's application
     * @param u whose token it is; absent for the application's own
     */
    record SignInLine(
            @JsonProperty("client_id") @Nullable String clientId,
            @Nullable String secret,
            @Nullable String name,
            @JsonProperty("redirect_uris") @Nullable List<String> redirectUris,
            @Nullable String scopes,
            @Nullable String website,
            @Nullable String token,
            @Nullable String app,
            @Nullable String u) {}

    /** The list of an export's files; written last, so that a torn export has none. */
    record Manifest(int format, @Nullable List<Part> files) {
        /** A file of the export, and what its bytes must be. */
        record Part(@Nullable String name, @Nullable String sha256) {}
    }
}
