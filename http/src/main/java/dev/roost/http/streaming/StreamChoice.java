package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.ListId;
import dev.roost.runtime.text.Hashtag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

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

    /** Decides. */
    static StreamChoice of(Wish wish, Viewer viewer, BiPredicate<AccountId, ListId> ownsList) {
        Optional<StreamName> known = StreamName.of(wish.stream());
        if (known.isEmpty()) {
            return new Refused(400, "Unknown stream type");
        }
        StreamName name = known.get();
        return switch (name) {
            case PUBLIC, PUBLIC_LOCAL -> forAnybody(wish, viewer, Set.of(new Topic.Everything()));
            case PUBLIC_REMOTE, PUBLIC_MEDIA, PUBLIC_LOCAL_MEDIA, PUBLIC_REMOTE_MEDIA ->
                forAnybody(wish, viewer, Set.of());
            case HASHTAG, HASHTAG_LOCAL -> tagged(wish, viewer);
            case USER, USER_NOTIFICATION, LIST, DIRECT ->
                switch (viewer) {
                    case Viewer.Anonymous _ -> new Refused(401, "Missing access token");
                    case Viewer.SignedIn user -> own(name, wish, user, ownsList);
                };
        };
    }

    private static StreamChoice own(
            StreamName name, Wish wish, Viewer.SignedIn user, BiPredicate<AccountId, ListId> ownsList) {
        AccountId account = user.account();
        boolean posts = user.scopes().allows("read:statuses");
        boolean notifications = user.scopes().allows("read:notifications");
        if (name == StreamName.USER && posts) {
            return new Granted(
                    wish.label(),
                    notifications
                            ? Set.of(new Topic.Home(account), new Topic.Notifications(account))
                            : Set.of(new Topic.Home(account)));
        }
        if (name == StreamName.USER_NOTIFICATION && notifications) {
            return new Granted(wish.label(), Set.of(new Topic.Notifications(account)));
        }
        if (name == StreamName.DIRECT && posts) {
            return new Granted(wish.label(), Set.of(new Topic.Direct(account)));
        }
        if (name == StreamName.LIST && posts) {
            return members(account, wish, ownsList);
        }
        return outOfScope();
    }

    private static StreamChoice tagged(Wish wish, Viewer viewer) {
        if (wish.tag().isEmpty()) {
            return new Refused(400, "Missing tag name parameter");
        }
        String key = Hashtag.nameOf(wish.tag().startsWith("#") ? wish.tag().substring(1) : wish.tag());
        if (key.isEmpty()) {
            return new Refused(400, "Not a hashtag");
        }
        return forAnybody(wish, viewer, Set.of(new Topic.Tagged(key)));
    }

    private static StreamChoice members(AccountId owner, Wish wish, BiPredicate<AccountId, ListId> ownsList) {
        if (wish.list().isEmpty()) {
            return new Refused(400, "Missing list name parameter");
        }
        return listId(wish.list())
                .filter(list -> ownsList.test(owner, list))
                .<StreamChoice>map(list -> new Granted(wish.label(), Set.of(new Topic.Members(owner, list))))
                .orElseGet(() -> new Refused(404, "Not authorized to stream this list"));
    }

    private static Optional<ListId> listId(String digits) {
        try {
            int value = Integer.parseInt(digits);
            return value > 0 ? Optional.of(new ListId(value)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static StreamChoice forAnybody(Wish wish, Viewer viewer, Set<Topic> topics) {
        boolean inScope = switch (viewer) {
            case Viewer.Anonymous _ -> true;
            case Viewer.SignedIn user -> user.scopes().allows("read:statuses");
        };
        return inScope ? new Granted(wish.label(), topics) : outOfScope();
    }

    private static StreamChoice outOfScope() {
        return new Refused(401, "Access token does not have the required scopes");
    }
}
