package dev.roost.http.json;

import dev.roost.model.Account;
import dev.roost.model.Limits;
import dev.roost.model.Mute;
import dev.roost.model.PageRequest;
import dev.roost.model.ProfileField;
import dev.roost.model.Relationship;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Encodes what is seldom asked of accounts, and not kept. */
final class AccountTexts {
    private AccountTexts() {}

    static Json muted(byte[] account, Mute mute) {
        return extended(account, out -> {
            if (mute.untilMs() == Mute.FOREVER) {
                out.writeNullProperty("mute_expires_at");
            } else {
                out.writeStringProperty("mute_expires_at", Dates.time(mute.untilMs()));
            }
        });
    }

    static Json withCredentials(byte[] shown, Account account, EntitySource entities) {
        return extended(shown, out -> {
            writeSource(out, account, entities);
            out.writeObjectPropertyStart("role");
            out.writeStringProperty("id", "-99");
            out.writeStringProperty("name", "");
            out.writeStringProperty("permissions", "0");
            out.writeStringProperty("color", "");
            out.writeBooleanProperty("highlighted", false);
            out.writeEndObject();
        });
    }

    private static void writeSource(JsonGenerator out, Account account, EntitySource entities) {
        int requests = entities.followRequests(account.id(), PageRequest.newest(Limits.PAGE))
                .size();
        out.writeObjectPropertyStart("source");
        out.writeStringProperty(
                "privacy", PostWriter.visibility(account.defaults().visibility()));
        out.writeBooleanProperty("sensitive", account.defaults().sensitive());
        Encoder.textOrNull(out, "language", account.defaults().language());
        out.writeStringProperty("note", account.profile().note());
        out.writeArrayPropertyStart("fields");
        for (ProfileField field : account.profile().fields()) {
            out.writeStartObject();
            out.writeStringProperty("name", field.name());
            out.writeStringProperty("value", field.value());
            out.writeNullProperty("verified_at");
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("follow_requests_count", requests);
        out.writeBooleanProperty("hide_collections", account.profile().hideCollections());
        out.writeBooleanProperty("discoverable", account.profile().discoverable());
        out.writeBooleanProperty("indexable", account.profile().indexable());
        out.writeEndObject();
    }

    static Json relationship(Relationship seen) {
        return Json.of(Encoder.object(out -> {
            out.writeStringProperty("id", seen.to().toString());
            out.writeBooleanProperty("following", seen.following());
            out.writeBooleanProperty("showing_reblogs", seen.following() && seen.followingBoosts());
            out.writeBooleanProperty("notifying", seen.following() && seen.followingNotify());
            Encoder.emptyArray(out, "languages");
            out.writeBooleanProperty("followed_by", seen.followedBy());
            out.writeBooleanProperty("blocking", seen.blocking());
            out.writeBooleanProperty("blocked_by", seen.blockedBy());
            out.writeBooleanProperty("muting", seen.muting());
            out.writeBooleanProperty("muting_notifications", seen.muting() && seen.mutingNotifications());
            out.writeBooleanProperty("requested", seen.requested());
            out.writeBooleanProperty("requested_by", seen.requestedBy());
            out.writeBooleanProperty("domain_blocking", false);
            out.writeBooleanProperty("endorsed", false);
            out.writeStringProperty("note", "");
        }));
    }

    /** The object with further properties at its end. */
    private static Json extended(byte[] object, Consumer<JsonGenerator> properties) {
        byte[] more = Encoder.object(properties);
        more[0] = ',';
        return new Json(List.of(Arrays.copyOf(object, object.length - 1), more));
    }
}
