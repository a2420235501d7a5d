package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.ListId;
import dev.roost.runtime.Reads;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a client's wish for a stream comes to. */
sealed interface StreamChoice {
    /**
     * The client may have it.
     *
     * @param label what names the stream in each event: its name, and the tag or list as the client wrote it
     * @param topics empty for a stream that is always silent
     */
    record Granted(List<String> label, Set<Topic> topics) implements StreamChoice {}

    /** The client may not; status and text as Mastodon has them. */
    record Refused(int status, String error) implements StreamChoice {}

    /**
     * Decides.
     *
     * @param tag and
     * @param list as the client sent them; empty for none
     * @param normalised brings a tag into the form of the index; empty for what is no tag
     */
    static StreamChoice of(
            StreamName name, String tag, String list, Viewer viewer, Reads reads, UnaryOperator<String> normalised) {
        return switch (name) {
            case PUBLIC, PUBLIC_LOCAL -> forAnybody(viewer, name, Set.of(new Topic.Everything()));
            case PUBLIC_REMOTE, PUBLIC_MEDIA, PUBLIC_LOCAL_MEDIA, PUBLIC_REMOTE_MEDIA ->
                forAnybody(viewer, name, Set.of());
            case HASHTAG, HASHTAG_LOCAL -> tagged(name, tag, viewer, normalised);
            case USER, USER_NOTIFICATION, LIST, DIRECT ->
                switch (viewer) {
                    case Viewer.Anonymous nobody -> new Refused(401, "Missing access token");
                    case Viewer.SignedIn user -> own(name, list, user, reads);
                };
        };
    }

    private static StreamChoice own(StreamName name, String list, Viewer.SignedIn user, Reads reads) {
        AccountId account = user.account();
        boolean posts = user.scopes().allows("read:statuses");
        boolean notifications = user.scopes().allows("read:notifications");
        if (name == StreamName.USER && posts) {
            return granted(
                    name,
                    notifications
                            ? Set.of(new Topic.Home(account), new Topic.Notifications(account))
                            : Set.of(new Topic.Home(account)));
        }
        if (name == StreamName.USER_NOTIFICATION && notifications) {
            return granted(name, Set.of(new Topic.Notifications(account)));
        }
        if (name == StreamName.DIRECT && posts) {
            return granted(name, Set.of(new Topic.Direct(account)));
        }
        if (name == StreamName.LIST && posts) {
            return members(account, list, reads);
        }
        return outOfScope();
    }

    private static StreamChoice tagged(StreamName name, String tag, Viewer viewer, UnaryOperator<String> normalised) {
        if (tag.isEmpty()) {
            return new Refused(400, "Missing tag name parameter");
        }
        String key = normalised.apply(tag);
        if (key.isEmpty()) {
            return new Refused(400, "Not a hashtag");
        }
        return inScope(viewer)
                ? new Granted(List.of(name.wireName(), tag), Set.of(new Topic.Tagged(key)))
                : outOfScope();
    }

    private static StreamChoice members(AccountId owner, String list, Reads reads) {
        if (list.isEmpty()) {
            return new Refused(400, "Missing list name parameter");
        }
        OptionalInt id = positive(list);
        if (id.isEmpty() || reads.list(owner, new ListId(id.getAsInt())).isEmpty()) {
            return new Refused(404, "Not authorized to stream this list");
        }
        return new Granted(
                List.of(StreamName.LIST.wireName(), list),
                Set.of(new Topic.Members(owner, new ListId(id.getAsInt()))));
    }

    private static OptionalInt positive(String digits) {
        try {
            int value = Integer.parseInt(digits);
            return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    private static StreamChoice forAnybody(Viewer viewer, StreamName name, Set<Topic> topics) {
        return inScope(viewer) ? granted(name, topics) : outOfScope();
    }

    private static boolean inScope(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous nobody -> true;
            case Viewer.SignedIn user -> user.scopes().allows("read:statuses");
        };
    }

    private static StreamChoice granted(StreamName name, Set<Topic> topics) {
        return new Granted(List.of(name.wireName()), topics);
    }

    private static StreamChoice outOfScope() {
        return new Refused(401, "Access token does not have the required scopes");
    }
}
