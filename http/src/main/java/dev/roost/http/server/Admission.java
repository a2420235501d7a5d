package dev.roost.http.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may connect, and what all that is connected may take. Any thread; a connection that comes or goes takes one lock,
 * a request none.
 *
 * <p>There is no fixed share for an address: one may have every connection while nobody else wants any. Once all are
 * taken, each newcomer gets the place of a half-sent request or an idle connection of whoever has most, and only where
 * there is none is turned away. A connection that is busy makes room only if its address holds more than a quarter of
 * all. So nobody can shut others out from one address, and a proxy, whose address is that of all its clients, is not
 * held back.
 *
 * <p>Requests whose heads do not end in time, and readers who take answers more slowly than may be, are cut by
 * {@link #sweep}. Memory that calls hold comes out of two {@link Reserve}s.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    /** Connections that are looked at to find a dispensable one; bounds what a newcomer can cost. */
    private static final int LOOKS_MAX = 256;
    /** An address with more than one in so many of all connections may lose busy ones. */
    private static final int BUSY_SHARE = 4;
    /** Sweeps between two looks at the descriptors, which cost a look at each. */
    private static final int SWEEPS_PER_COUNT = 4;
    /** A change that is told in the log once is not told again for so long. */
    private static final long TOLD_NS = Duration.ofMinutes(1).toNanos();

    private final HttpSettings.ConnectionBounds bounds;
    private final Room room;
    private final LongSupplier clockNs;
    private final Reserve memory;
    private final Reserve answers;
    private final Object lock = new Object();
    private final Map<String, Source> sources = new HashMap<>();
    /** Sources by what their connections cost, in units. */
    private final List<Set<Source>> byUnits = new ArrayList<>();

    private final Set<Answer> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong turnedAway = new AtomicLong();
    private int mostUnits;
    private int units;
    private int connections;
    private int connectionsMax;
    private int sweeps;
    private long toldNs;

    /** @param behindProxy connections are then a proxy's, so that memory has no share for each address */
    Admission(HttpSettings.ConnectionBounds bounds, Room room, boolean behindProxy, LongSupplier clockNs) {
        this.bounds = bounds;
        this.room = room;
        this.clockNs = clockNs;
        this.connectionsMax = room.wanted();
        this.memory = reserve(room.requestBytes(), behindProxy);
        this.answers = reserve(room.answerBytes(), behindProxy);
        this.toldNs = clockNs.getAsLong() - TOLD_NS;
    }

    private static Reserve reserve(long bytes, boolean behindProxy) {
        return new Reserve(bytes, behindProxy ? bytes : bytes / 4);
    }

    long nowNs() {
        return clockNs.getAsLong();
    }

    /** For requests under way, and for what connections keep beyond the usual. */
    Reserve memory() {
        return memory;
    }

    /** For answers that wait for their readers; outside the heap. */
    Reserve answers() {
        return answers;
    }

    /** Open connections. */
    int connections() {
        synchronized (lock) {
            return connections;
        }
    }

    /** Answers that wait for their readers. */
    int waitingAnswers() {
        return waiting.size();
    }

    /** How many connections, requests and answers were turned away. */
    long turnedAwayCount() {
        return turnedAway.get();
    }

    void turnedAway() {
        turnedAway.incrementAndGet();
    }

    // ---- connections

    /**
     * Gives a newcomer a place, perhaps that of another connection.
     *
     * @return null if it is turned away
     */
    @Nullable
    OpenConnection admit(String network) {
        List<OpenConnection> dispensed = new ArrayList<>(0);
        OpenConnection admitted = null;
        synchronized (lock) {
            Source source = sources.computeIfAbsent(network, Source::new);
            boolean room = true;
            if (bounds.perAddress() > 0 && source.connections() >= bounds.perAddress()) {
                room = dispense(notBusy(source.dispensable(LOOKS_MAX, null)), dispensed);
            }
            if (room && makeRoom(source, null, 1, dispensed)) {
                admitted = new OpenConnection(this, source, nowNs());
                // The last connection of the source may have gone to make room for this one.
                sources.putIfAbsent(network, source);
                add(admitted);
            } else if (source.connections() == 0) {
                sources.remove(network);
            }
        }
        if (admitted == null) {
            turnedAway();
            tell("connections are turned away: all {} are busy", connectionsMax);
        }
        cut(dispensed);
        return admitted;
    }

    /**
     * Makes a connection cost so many units instead of those that it did.
     *
     * @return false if there is no room for that
     */
    boolean grow(OpenConnection connection, int toUnits) {
        List<OpenConnection> dispensed = new ArrayList<>(0);
        boolean grown = true;
        synchronized (lock) {
            Source source = connection.source;
            int more = toUnits - connection.units;
            if (more > 0 && source.has(connection)) {
                grown = makeRoom(source, connection, more, dispensed);
                if (grown) {
                    place(source, more);
                    connection.units = toUnits;
                }
            }
        }
        cut(dispensed);
        return grown;
    }

    /** Gets rid of dispensable connections until there is room; false if that is not to be had. */
    private boolean makeRoom(
            Source forWhom, @Nullable OpenConnection growing, int more, List<OpenConnection> dispensed) {
        int newcomers = growing == null ? 1 : 0;
        while (connections + newcomers > connectionsMax || units + more > room.byMemory()) {
            if (!dispense(dispensable(forWhom, growing), dispensed)) {
                return false;
            }
        }
        return true;
    }

    private boolean dispense(@Nullable OpenConnection connection, List<OpenConnection> dispensed) {
        if (connection == null) {
            return false;
        }
        remove(connection);
        dispensed.add(connection);
        return true;
    }

    private void cut(List<OpenConnection> dispensed) {
        if (!dispensed.isEmpty()) {
            tell("all {} connections are taken: newcomers get the places of idle ones", connectionsMax);
            dispensed.forEach(OpenConnection::cut);
        }
    }

    private @Nullable OpenConnection dispensable(Source forWhom, @Nullable OpenConnection except) {
        OpenConnection busy = null;
        int looks = LOOKS_MAX;
        for (int each = mostUnits; each > 0; each--) {
            for (Source source : byUnits.get(each)) {
                OpenConnection found = source.dispensable(looks, except);
                if (notBusy(found) != null) {
                    return found;
                }
                if (each == mostUnits && source != forWhom && each > units / BUSY_SHARE) {
                    busy = found;
                }
                looks -= source.connections();
                if (looks <= 0) {
                    return busy;
                }
            }
        }
        return busy;
    }

    private static @Nullable OpenConnection notBusy(@Nullable OpenConnection found) {
        if (found == null) {
            return null;
        }
        return switch (found.doing()) {
            case HALF_SENT, IDLE, READING_SLOWLY -> found;
            case CALLING, SOCKET -> null;
        };
    }

    private void add(OpenConnection connection) {
        connection.source.add(connection);
        place(connection.source, connection.units);
        connections++;
    }

    private void remove(OpenConnection connection) {
        Source source = connection.source;
        if (!source.remove(connection)) {
            return;
        }
        place(source, -connection.units);
        connections--;
        if (connection.halfSent) {
            connection.halfSent = false;
            source.countHalfSent(-1);
        }
        if (source.connections() == 0) {
            sources.remove(source.network);
        }
    }

    /** Moves a source to where it belongs when its connections cost more or less. */
    private void place(Source source, int moreUnits) {
        if (source.units() > 0) {
            byUnits.get(source.units()).remove(source);
        }
        source.addUnits(moreUnits);
        units += moreUnits;
        while (byUnits.size() <= source.units()) {
            byUnits.add(new LinkedHashSet<>(2));
        }
        if (source.units() > 0) {
            byUnits.get(source.units()).add(source);
        }
        mostUnits = Math.max(mostUnits, source.units());
        while (mostUnits > 0 && byUnits.get(mostUnits).isEmpty()) {
            mostUnits--;
        }
    }

    /** A connection is closed; harmless if it was told already. */
    void left(OpenConnection connection) {
        synchronized (lock) {
            remove(connection);
        }
        connection.closed();
    }

    /** A connection waits for the rest of a head. The oldest such one of its address goes if there are too many. */
    void halfSent(OpenConnection connection) {
        OpenConnection oldest = null;
        synchronized (lock) {
            Source source = connection.source;
            if (!source.has(connection) || connection.halfSent) {
                return;
            }
            connection.halfSent = true;
            if (source.countHalfSent(1) > bounds.halfSentPerAddress()) {
                oldest = source.dispensable(LOOKS_MAX, null);
                if (oldest == null || oldest.doing() != OpenConnection.Doing.HALF_SENT) {
                    oldest = connection;
                }
                remove(oldest);
            }
        }
        if (oldest != null) {
            turnedAway();
            oldest.cut();
        }
    }

    void noLongerHalfSent(OpenConnection connection) {
        synchronized (lock) {
            if (connection.halfSent) {
                connection.halfSent = false;
                connection.source.countHalfSent(-1);
            }
        }
    }

    // ---- time

    /** Whether so many bytes in so long are too few. */
    boolean isTooSlow(long bytes, long elapsedNs) {
        long graceNs = bounds.headTime().toNanos();
        return elapsedNs > graceNs && bytes < elapsedNs / 1_000_000_000.0 * bounds.bytesPerSecondMin();
    }

    /** How long an answer of so many bytes may take. */
    long nsFor(long bytes) {
        return bounds.headTime().toNanos() + bytes * 1_000_000_000L / bounds.bytesPerSecondMin();
    }

    /** An answer did not go out at once. */
    void waits(Answer answer) {
        waiting.add(answer);
    }

    void waitsNoLonger(Answer answer) {
        waiting.remove(answer);
    }

    /** Cuts who has been too slow, and sees to it that descriptors are left. Called every second, by one thread. */
    void sweep() {
        long nowNs = nowNs();
        for (Answer answer : waiting) {
            if (answer.dueNs() - nowNs < 0) {
                turnedAway();
                answer.cut();
            }
        }
        List<OpenConnection> late = new ArrayList<>();
        synchronized (lock) {
            for (Source source : sources.values()) {
                for (OpenConnection each : source.all()) {
                    if (each.halfSent
                            && nowNs - each.sinceNs() > bounds.headTime().toNanos()) {
                        late.add(each);
                    }
                }
            }
            late.forEach(this::remove);
        }
        for (OpenConnection each : late) {
            turnedAway();
            each.cut();
        }
        if (++sweeps % SWEEPS_PER_COUNT == 0) {
            countDescriptors();
        }
    }

    // ---- descriptors

    /** The store opens more files as it grows: connections then have to make do with less. */
    void countDescriptors() {
        int fitting = room.connectionsFitting(connections());
        List<OpenConnection> dispensed = new ArrayList<>(0);
        synchronized (lock) {
            connectionsMax = fitting;
            while (connections > connectionsMax && dispense(mostDispensable(), dispensed)) {}
        }
        if (!dispensed.isEmpty()) {
            tell("descriptors are short: at most {} connections from now on", fitting);
            dispensed.forEach(OpenConnection::cut);
        }
    }

    private @Nullable OpenConnection mostDispensable() {
        return mostUnits == 0 ? null : byUnits.get(mostUnits).iterator().next().dispensable(LOOKS_MAX, null);
    }

    /** The system has refused a connection: one that is dispensable goes. */
    void couldNotAccept(Throwable failure) {
        List<OpenConnection> dispensed = new ArrayList<>(0);
        synchronized (lock) {
            dispense(mostDispensable(), dispensed);
        }
        tell("a connection could not be accepted ({}): the oldest idle one goes", failure.getMessage());
        dispensed.forEach(OpenConnection::cut);
    }

    private void tell(String message, @Nullable Object argument) {
        long nowNs = nowNs();
        synchronized (lock) {
            if (nowNs - toldNs < TOLD_NS) {
                return;
            }
            toldNs = nowNs;
        }
        LOG.warn(message, argument);
    }
}
