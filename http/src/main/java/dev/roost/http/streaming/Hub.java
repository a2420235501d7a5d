package dev.roost.http.streaming;

import dev.roost.model.AccountId;
import dev.roost.model.Post;
import dev.roost.runtime.Changes;
import dev.roost.runtime.Reads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which connections there are, and which of them want which topic. Any thread.
 *
 * <p>A timeline is watched while somebody wants it, once however many want it. To look up who wants a topic takes no
 * lock; a client that comes or goes locks its topic only.
 */
final class Hub {
    private final StreamLimits limits;
    private final Watching watching;
    private final Map<Topic, Channel> channels = new ConcurrentHashMap<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<AccountId, Set<Connection>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger anonymous = new AtomicInteger();
    private final Map<String, Integer> anonymousByNetwork = new ConcurrentHashMap<>();
    private final QueuedBytes queued;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    /** Opens the source of a topic; empty for topics that need none, or whose list is gone. */
    @FunctionalInterface
    interface Watching {
        Optional<AutoCloseable> open(Topic topic);
    }

    private static final class Channel {
        final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
        final Optional<AutoCloseable> watch;

        Channel(Optional<AutoCloseable> watch) {
            this.watch = watch;
        }
    }

    Hub(StreamLimits limits, Watching watching) {
        this.limits = limits;
        this.watching = watching;
        this.queued = new QueuedBytes(limits.queuedBytesOfAll());
    }

    StreamLimits limits() {
        return limits;
    }

    /** What waits for all connections. */
    QueuedBytes queued() {
        return queued;
    }

    // ---- connections

    /** Gives a connection its place, or answers false when there is none. */
    boolean admit(Connection connection) {
        if (stopping) {
            return false;
        }
        if (!take(total, limits.connections())) {
            return false;
        }
        boolean taken = switch (connection.viewer()) {
            case Viewer.Anonymous anybody -> takeForNetwork(anybody.network());
            case Viewer.SignedIn _ -> takeForAccount(connection);
        };
        if (!taken) {
            total.decrementAndGet();
            return false;
        }
        connections.add(connection);
        if (stopping) {
            connection.close(CloseReason.GOING_AWAY);
        }
        return true;
    }

    /** Whether one more connection of this viewer would be admitted now. */
    boolean hasRoomFor(Viewer viewer) {
        return total.get() < limits.connections()
                && switch (viewer) {
                    case Viewer.Anonymous anybody ->
                        anonymous.get() < limits.anonymousConnections()
                                && anonymousByNetwork.getOrDefault(anybody.network(), 0) < limits.anonymousPerAddress();
                    case Viewer.SignedIn user -> of(user.account()).size() < limits.connectionsPerAccount();
                };
    }

    private static boolean take(AtomicInteger count, int max) {
        return count.getAndUpdate(now -> now < max ? now + 1 : now) < max;
    }

    private boolean takeForNetwork(String network) {
        if (!take(anonymous, limits.anonymousConnections())) {
            return false;
        }
        AtomicBoolean taken = new AtomicBoolean();
        anonymousByNetwork.compute(network, (key, open) -> {
            int now = open == null ? 0 : open;
            taken.set(now < limits.anonymousPerAddress());
            int then = taken.get() ? now + 1 : now;
            return then == 0 ? null : then;
        });
        if (!taken.get()) {
            anonymous.decrementAndGet();
        }
        return taken.get();
    }

    private boolean takeForAccount(Connection connection) {
        AccountId account = connection.viewer().reader().orElseThrow();
        Set<Connection> after = byAccount.compute(account, (key, mine) -> {
            Set<Connection> set = mine == null ? ConcurrentHashMap.newKeySet() : mine;
            if (set.size() < limits.connectionsPerAccount()) {
                set.add(connection);
            }
            return set;
        });
        return after.contains(connection);
    }

    /** Takes an admitted connection's place back; harmless for others. */
    void left(Connection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        switch (connection.viewer()) {
            case Viewer.Anonymous anybody -> {
                anonymous.decrementAndGet();
                anonymousByNetwork.computeIfPresent(anybody.network(), (key, open) -> open == 1 ? null : open - 1);
            }
            case Viewer.SignedIn user ->
                byAccount.computeIfPresent(user.account(), (key, mine) -> {
                    mine.remove(connection);
                    return mine.isEmpty() ? null : mine;
                });
        }
        if (total.decrementAndGet() == 0 && stopping) {
            empty.complete(null);
        }
    }

    /** All connections; may change meanwhile. */
    Set<Connection> connections() {
        return connections;
    }

    /** The connections of an account. */
    Set<Connection> of(AccountId account) {
        return byAccount.getOrDefault(account, Set.of());
    }

    /** Ends every connection, and takes no more. Completed when the last one has gone. */
    CompletableFuture<Void> stop() {
        stopping = true;
        connections.forEach(each -> each.close(CloseReason.GOING_AWAY));
        if (total.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    boolean stopping() {
        return stopping;
    }

    // ---- topics

    /** From the return on, the subscription gets all events of its topics. */
    void attach(Subscription subscription) {
        for (Topic topic : subscription.topics()) {
            channels.compute(topic, (key, channel) -> {
                Channel open = channel == null ? new Channel(watching.open(key)) : channel;
                open.subscriptions.add(subscription);
                return open;
            });
        }
    }

    /** Undoes {@link #attach}. */
    void detach(Subscription subscription) {
        for (Topic topic : subscription.topics()) {
            channels.computeIfPresent(topic, (key, channel) -> {
                channel.subscriptions.remove(subscription);
                if (!channel.subscriptions.isEmpty()) {
                    return channel;
                }
                channel.watch.ifPresent(Hub::close);
                return null;
            });
        }
    }

    /** Whether anybody wants the topic. */
    boolean wanted(Topic topic) {
        return channels.containsKey(topic);
    }

    /** The topics that are wanted; may change meanwhile. */
    Set<Topic> wanted() {
        return channels.keySet();
    }

    /** Who wants the topic; may change meanwhile. */
    Set<Subscription> wanting(Topic topic) {
        @Nullable Channel channel = channels.get(topic);
        return channel == null ? Set.of() : channel.subscriptions;
    }

    /** Sends an event to all who want a topic. */
    void publish(Topic topic, Event event) {
        wanting(topic).forEach(each -> each.send(event));
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException("a watched timeline could not be let go", e);
        }
    }

    /** What a timeline calls when it grows. */
    @FunctionalInterface
    interface Arrival {
        void arrived(Topic topic, Post post);
    }

    /** Watches home and list timelines of a running node. */
    static Watching timelines(Changes changes, Reads reads, Arrival arrival) {
        return topic -> switch (topic) {
            case Topic.Home home -> Optional.of(changes.watchHome(home.reader(), post -> arrival.arrived(home, post)));
            case Topic.Members members ->
                reads.list(members.owner(), members.list())
                        .map(list -> changes.watchList(list, post -> arrival.arrived(members, post)));
            case Topic.Notifications _ -> Optional.empty();
            case Topic.Direct _ -> Optional.empty();
            case Topic.Tagged _ -> Optional.empty();
            case Topic.Everything _ -> Optional.empty();
        };
    }
}
