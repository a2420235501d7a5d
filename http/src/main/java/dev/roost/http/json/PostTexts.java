package dev.roost.http.json;

import dev.roost.model.Hashtag;
import dev.roost.model.Notification;
import dev.roost.model.NotificationType;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encodes what is seldom asked of posts, and not kept; and the heads of notifications. */
public final class PostTexts {
    private PostTexts() {}

    /** Mastodon's word for a type of notification. */
    public static String typeName(NotificationType type) {
        return switch (type) {
            case MENTION -> "mention";
            case BOOST -> "reblog";
            case FAVOURITE -> "favourite";
            case FOLLOW -> "follow";
            case FOLLOW_REQUEST -> "follow_request";
            case UPDATE -> "update";
            case POST -> "status";
        };
    }

    /** The type that Mastodon calls by this name, if Roost has it. */
    public static Optional<NotificationType> typeNamed(String name) {
        return Arrays.stream(NotificationType.values())
                .filter(type -> typeName(type).equals(name))
                .findAny();
    }

    static Json source(OriginalPost post) {
        return Json.of(Encoder.object(out -> {
            out.writeStringProperty("id", post.id().toString());
            out.writeStringProperty("text", post.body().text());
            out.writeStringProperty("spoiler_text", post.body().spoiler());
        }));
    }

    static Json edit(PostVersion version, String content, byte[] account) {
        byte[] head = Encoder.openObject(out -> {
            out.writeStringProperty("content", content);
            out.writeStringProperty("spoiler_text", version.body().spoiler());
            out.writeBooleanProperty("sensitive", version.body().sensitive());
            out.writeStringProperty("created_at", Dates.time(version.createdAtMs()));
            Encoder.emptyArray(out, "media_attachments");
            Encoder.emptyArray(out, "emojis");
        });
        return new Json(List.of(head, MarkPieces.SIGNED_OUT, account, "}".getBytes(StandardCharsets.US_ASCII)));
    }

    static Json tag(Hashtag tag, String url, boolean signedIn) {
        return Json.of(Encoder.object(out -> {
            out.writeStringProperty("name", tag.name());
            out.writeStringProperty("url", url);
            Encoder.emptyArray(out, "history");
            if (signedIn) {
                out.writeBooleanProperty("following", false);
            }
        }));
    }

    /** A notification up to the account that caused it. */
    static byte[] notificationStart(Notification notification) {
        String start = "{\"id\":\"" + notification.id()
                + "\",\"type\":\"" + typeName(notification.type())
                + "\",\"created_at\":\"" + Dates.time(notification.atMs())
                + "\",\"group_key\":\"ungrouped-" + notification.id()
                + "\",\"account\":";
        return start.getBytes(StandardCharsets.US_ASCII);
    }
}
