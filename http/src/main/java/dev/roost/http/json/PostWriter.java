package dev.roost.http.json;

import dev.roost.model.AppId;
import dev.roost.model.Boost;
import dev.roost.model.ClientApp;
import dev.roost.model.Hashtag;
import dev.roost.model.MentionedAccount;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostVersion;
import dev.roost.model.ReplyTarget;
import dev.roost.model.Visibility;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Encodes what a post says, without its figures, its author's account and what depends on the viewer. */
final class PostWriter {
    private final EntitySource source;
    private final Addresses addresses;
    private final LocalHtml html;

    PostWriter(EntitySource source, Addresses addresses, LocalHtml html) {
        this.source = source;
        this.addresses = addresses;
        this.html = html;
    }

    /** Mastodon's word for a visibility. */
    static String visibility(Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> "public";
            case UNLISTED -> "unlisted";
            case PRIVATE -> "private";
            case DIRECT -> "direct";
        };
    }

    /** A post up to its figures: an object without its closing brace. */
    byte[] words(OriginalPost post) {
        String username = html.username(post.author());
        return Encoder.openObject(out -> {
            out.writeStringProperty("id", post.id().toString());
            out.writeStringProperty("created_at", Dates.time(post.createdAtMs()));
            writeReplyTarget(out, post.replyTo());
            out.writeBooleanProperty("sensitive", post.body().sensitive());
            out.writeStringProperty("spoiler_text", post.body().spoiler());
            out.writeStringProperty("visibility", visibility(post.visibility()));
            Encoder.textOrNull(out, "language", post.body().language());
            out.writeStringProperty("uri", addresses.postUri(username, post.id()));
            out.writeStringProperty("url", addresses.post(username, post.id()));
            if (post.editedAtMs() == 0) {
                out.writeNullProperty("edited_at");
            } else {
                out.writeStringProperty("edited_at", Dates.time(post.editedAtMs()));
            }
            out.writeStringProperty("content", html.post(post.body().text(), post.mentions()));
            out.writeNullProperty("reblog");
            writeApplication(out, post.app());
            Encoder.emptyArray(out, "media_attachments");
            out.writeArrayPropertyStart("mentions");
            post.mentions().forEach(mention -> writeMention(out, mention));
            out.writeEndArray();
            out.writeArrayPropertyStart("tags");
            post.tags().forEach(tag -> writeTag(out, tag));
            out.writeEndArray();
            writeAbsent(out);
        });
    }

    /** A boost up to what depends on the viewer: an object without its closing brace. */
    byte[] wrapper(Boost boost) {
        String username = html.username(boost.author());
        return Encoder.openObject(out -> {
            out.writeStringProperty("id", boost.id().toString());
            out.writeStringProperty("created_at", Dates.time(boost.createdAtMs()));
            writeReplyTarget(out, null);
            out.writeBooleanProperty("sensitive", false);
            out.writeStringProperty("spoiler_text", "");
            out.writeStringProperty("visibility", visibility(boost.visibility()));
            out.writeNullProperty("language");
            out.writeStringProperty("uri", addresses.boostUri(username, boost.id()));
            out.writeStringProperty("url", addresses.boostUri(username, boost.id()));
            out.writeNullProperty("edited_at");
            out.writeStringProperty("content", "");
            out.writeNullProperty("application");
            Encoder.emptyArray(out, "media_attachments");
            Encoder.emptyArray(out, "mentions");
            Encoder.emptyArray(out, "tags");
            writeAbsent(out);
            out.writeNumberProperty("replies_count", 0);
            out.writeNumberProperty("reblogs_count", 0);
            out.writeNumberProperty("favourites_count", 0);
        });
    }

    /** The text of a version as HTML. */
    String content(PostVersion version) {
        return html.post(version.body().text(), version.mentions());
    }

    /** A post that is deleted is not named any more, its author is: as Mastodon has it. */
    private void writeReplyTarget(JsonGenerator out, @Nullable ReplyTarget target) {
        if (target == null || source.post(target.post()).isEmpty()) {
            out.writeNullProperty("in_reply_to_id");
        } else {
            out.writeStringProperty("in_reply_to_id", target.post().toString());
        }
        if (target == null) {
            out.writeNullProperty("in_reply_to_account_id");
        } else {
            out.writeStringProperty("in_reply_to_account_id", target.author().toString());
        }
    }

    private void writeApplication(JsonGenerator out, @Nullable AppId id) {
        Optional<ClientApp> app = id == null ? Optional.empty() : source.app(id);
        if (app.isEmpty()) {
            out.writeNullProperty("application");
            return;
        }
        out.writeObjectPropertyStart("application");
        out.writeStringProperty("name", app.get().name());
        Encoder.textOrNull(out, "website", app.get().website());
        out.writeEndObject();
    }

    private void writeMention(JsonGenerator out, MentionedAccount mention) {
        String username = html.username(mention.account());
        out.writeStartObject();
        out.writeStringProperty("id", mention.account().toString());
        out.writeStringProperty("username", username);
        out.writeStringProperty("url", addresses.account(username));
        out.writeStringProperty("acct", username);
        out.writeEndObject();
    }

    private void writeTag(JsonGenerator out, Hashtag tag) {
        out.writeStartObject();
        out.writeStringProperty("name", tag.name());
        out.writeStringProperty("url", addresses.tag(tag.name()));
        out.writeEndObject();
    }

    private static void writeAbsent(JsonGenerator out) {
        Encoder.emptyArray(out, "emojis");
        out.writeNullProperty("card");
        out.writeNullProperty("poll");
    }
}
