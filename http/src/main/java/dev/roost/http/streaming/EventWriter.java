package dev.roost.http.streaming;

import dev.roost.http.json.Entities;
import dev.roost.model.AccountId;
import dev.roost.model.Boost;
import dev.roost.model.Conversation;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.runtime.Reads;
import dev.roost.runtime.Reads.PostMarks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes events. What does not depend on the viewer is encoded once: a post looks the same to all who have put the same
 * marks on it, and on a new post nobody has put any. Belongs to the dispatcher.
 */
final class EventWriter {
    private static final PostMarks NO_MARKS = new PostMarks(false, false, false, null);
    /** Forms of posts that are kept: those that several connections are about to get. */
    private static final int KEPT = 64;

    private final Reads reads;
    private final Entities entities;
    private final Map<Form, Optional<Event>> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Form, Optional<Event>> eldest) {
            return size() > KEPT;
        }
    };

    /** How a post looks to some viewers; no marks at all for those who have not signed in. */
    private record Form(String event, PostId post, Optional<PostMarks> marks) {}

    EventWriter(Reads reads, Entities entities) {
        this.reads = reads;
        this.entities = entities;
    }

    /** A post or boost has come; none if it has gone again. */
    Optional<Event> added(Post post, Optional<AccountId> viewer) {
        return switch (post) {
            case OriginalPost original -> status("update", post.id(), viewer, viewer.map(reader -> NO_MARKS));
            case Boost boost ->
                status("update", post.id(), viewer, viewer.map(reader -> reads.marks(reader, boost.of())));
        };
    }

    /** A post has been edited; none if it has gone. */
    Optional<Event> edited(OriginalPost post, Optional<AccountId> viewer) {
        return status("status.update", post.id(), viewer, viewer.map(reader -> reads.marks(reader, post.id())));
    }

    /** A post or boost has gone. */
    Event removed(PostId post) {
        return new Event("delete", post.toString());
    }

    /** An account is told of something; none if the post that it is about has gone. */
    Optional<Event> notified(Notification notification) {
        return entities.notification(notification).map(json -> new Event("notification", json.toString()));
    }

    /** A conversation is new or different for its owner. */
    Event conversation(Conversation conversation) {
        return new Event("conversation", entities.conversation(conversation).toString());
    }

    /** Forgets the forms of all posts, because one has changed. */
    void forget() {
        kept.clear();
    }

    private Optional<Event> status(String event, PostId post, Optional<AccountId> viewer, Optional<PostMarks> marks) {
        return kept.computeIfAbsent(
                new Form(event, post, marks),
                form -> entities.status(viewer.orElse(null), post).map(json -> new Event(event, json.toString())));
    }
}
