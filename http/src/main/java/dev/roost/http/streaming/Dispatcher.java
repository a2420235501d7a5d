package dev.roost.http.streaming;

import dev.roost.http.json.Entities;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.ConversationId;
import dev.roost.model.Hashtag;
import dev.roost.model.Notification;
import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.Relationship;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import dev.roost.runtime.Changes;
import dev.roost.runtime.Roost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns changes into events and hands them to the connections that want them. Called on the dispatcher thread of
 * {@link Changes}; never blocks on a connection.
 */
final class Dispatcher implements Changes.Listener, Hub.Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Roost roost;
    private final Hub hub;
    private final EventWriter events;
    private final Audience audience;
    private final HiddenAuthors hidden;

    Dispatcher(Roost roost, Entities entities, StreamLimits limits) {
        this.roost = roost;
        this.hub = new Hub(limits, Hub.timelines(roost.changes(), roost.reads(), this));
        this.events = new EventWriter(roost.reads(), entities);
        this.audience = new Audience(roost.reads(), hub);
        this.hidden = new HiddenAuthors(roost.reads());
    }

    Hub hub() {
        return hub;
    }

    @Override
    public synchronized void changed(List<Change> changes) {
        guarded(() -> changes.forEach(this::changed));
    }

    @Override
    public synchronized void arrived(Topic topic, Post post) {
        guarded(() -> {
            Optional<AccountId> reader = switch (topic) {
                case Topic.Home home -> Optional.of(home.reader());
                case Topic.Members members -> Optional.of(members.owner());
                case Topic.Notifications own -> Optional.of(own.account());
                case Topic.Direct own -> Optional.of(own.account());
                case Topic.Tagged _ -> Optional.empty();
                case Topic.Everything _ -> Optional.empty();
            };
            events.added(post, reader).ifPresent(event -> hub.publish(topic, event));
        });
    }

    @Override
    public synchronized void lost() {
        LOG.warn(
                "streams have lagged too far behind: closing all {}",
                hub.connections().size());
        closeAll();
    }

    /** Events that cannot be made are a fault of ours: clients are cut off, so that none goes on with a gap. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "streams have lost events: closing all {}",
                    hub.connections().size(),
                    e);
            closeAll();
        }
    }

    private void closeAll() {
        hidden.clear();
        events.forget();
        hub.connections().forEach(each -> each.close(CloseReason.EVENTS_LOST));
    }

    private void changed(Change change) {
        switch (change) {
            case Change.PostAdded added -> added(added);
            case Change.PostEdited edited -> edited(edited.post());
            case Change.PostRemoved removed -> removed(removed.post());
            case Change.Notified notified -> notified(notified.notification());
            case Change.RelationChanged relation -> hidden.changed(relation.from(), relation.to());
            case Change.AccountChanged account -> closeUnlessActive(account.account());
            case Change.TokenRevoked token -> closeAllWith(TokenHash.of(token.tokenHash()));
            case Change.ConversationChanged changed -> conversation(changed.owner(), changed.conversation());
            case Change.FollowChanged _,
                    Change.SuspensionChanged _,
                    Change.ListChanged _,
                    Change.PostCounted _,
                    Change.MarkChanged _,
                    Change.AccountCounted _,
                    Change.NotificationsDismissed _ -> {}
        }
    }

    private void added(Change.PostAdded added) {
        if (added.imported() || !(added.post() instanceof OriginalPost post)) {
            return;
        }
        switch (post.visibility()) {
            case PUBLIC -> toPublicStreams(post, viewer -> events.added(post, viewer));
            case UNLISTED, PRIVATE, DIRECT -> {}
        }
    }

    private void conversation(AccountId owner, ConversationId id) {
        Topic.Direct topic = new Topic.Direct(owner);
        if (hub.wanted(topic)) {
            roost.reads()
                    .conversation(owner, id)
                    .ifPresent(conversation -> hub.publish(topic, events.conversation(conversation)));
        }
    }

    private void edited(OriginalPost post) {
        events.forget();
        if (post.visibility() == Visibility.PUBLIC) {
            toPublicStreams(post, viewer -> events.edited(post, viewer));
        }
        for (AccountId reader : audience.homesOf(post)) {
            if (shows(reader, post)) {
                Optional<Event> event = events.edited(post, Optional.of(reader));
                event.ifPresent(each -> hub.publish(new Topic.Home(reader), each));
            }
        }
        for (Topic.Members topic : audience.listsOf(post)) {
            if (shows(topic.owner(), post)) {
                events.edited(post, Optional.of(topic.owner())).ifPresent(event -> hub.publish(topic, event));
            }
        }
    }

    private boolean shows(AccountId reader, OriginalPost post) {
        return roost.reads().maySee(reader, post) && !hidden.hides(reader, post, roost.nowMs());
    }

    private void removed(Post post) {
        Event event = events.removed(post.id());
        audience.homesOf(post).forEach(reader -> hub.publish(new Topic.Home(reader), event));
        audience.listsOf(post).forEach(topic -> hub.publish(topic, event));
        if (post instanceof OriginalPost original && original.visibility() == Visibility.PUBLIC) {
            publicTopics(original).forEach(topic -> hub.publish(topic, event));
        }
    }

    private void notified(Notification notification) {
        Topic.Notifications topic = new Topic.Notifications(notification.to());
        if (!hub.wanted(topic)) {
            return;
        }
        Relationship relationship = roost.reads().relationship(notification.to(), notification.from());
        boolean muted = relationship.mutingNotifications() && roost.nowMs() < relationship.muteUntilMs();
        if (!relationship.blocking() && !muted) {
            events.notified(notification).ifPresent(event -> hub.publish(topic, event));
        }
    }

    /** To the streams of everything and of each tag, but not to viewers who do not want to see the author. */
    private void toPublicStreams(OriginalPost post, Function<Optional<AccountId>, Optional<Event>> form) {
        long nowMs = roost.nowMs();
        Consumer<Subscription> send = subscription -> {
            Optional<AccountId> viewer = subscription.viewer().reader();
            if (viewer.isEmpty() || !hidden.hides(viewer.get(), post, nowMs)) {
                form.apply(viewer).ifPresent(subscription::send);
            }
        };
        publicTopics(post).forEach(topic -> hub.wanting(topic).forEach(send));
    }

    /** A reply to somebody else is on its tags' streams, not on the one of everything; as Mastodon has it. */
    private static List<Topic> publicTopics(OriginalPost post) {
        List<Topic> topics = new ArrayList<>();
        if (post.replyTo() == null || post.replyTo().author().equals(post.author())) {
            topics.add(new Topic.Everything());
        }
        for (Hashtag tag : post.tags()) {
            topics.add(new Topic.Tagged(tag.name()));
        }
        return topics;
    }

    private void closeUnlessActive(AccountId account) {
        Set<Connection> open = hub.of(account);
        if (open.isEmpty()) {
            return;
        }
        boolean active = roost.reads()
                .account(account)
                .filter(found -> found.standing() == Standing.ACTIVE)
                .isPresent();
        if (!active) {
            open.forEach(each -> each.close(CloseReason.NO_LONGER_ALLOWED));
        }
    }

    private void closeAllWith(TokenHash token) {
        for (Connection connection : hub.connections()) {
            if (connection.viewer() instanceof Viewer.SignedIn user
                    && user.tokenHash().equals(token)) {
                connection.close(CloseReason.NO_LONGER_ALLOWED);
            }
        }
    }
}
