package dev.roost.http.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come from: an address, or the network of one. There is one while it has connections. Guarded by the
 * lock of {@link Admission}, except for the shares.
 */
final class Source {
    final String network;
    /** Of the memory for requests. */
    final Reserve.Share memory = new Reserve.Share();
    /** Of the memory for answers under way. */
    final Reserve.Share answers = new Reserve.Share();

    private final Set<OpenConnection> connections = new LinkedHashSet<>(4);
    private int units;
    private int halfSent;

    Source(String network) {
        this.network = network;
    }

    int connections() {
        return connections.size();
    }

    /** What its connections cost together, as a number of usual ones. */
    int units() {
        return units;
    }

    void addUnits(int more) {
        units += more;
    }

    Iterable<OpenConnection> all() {
        return connections;
    }

    void add(OpenConnection connection) {
        connections.add(connection);
    }

    boolean remove(OpenConnection connection) {
        return connections.remove(connection);
    }

    boolean has(OpenConnection connection) {
        return connections.contains(connection);
    }

    /** Adds to the number of half-sent requests, and answers it. */
    int countHalfSent(int change) {
        halfSent += change;
        return halfSent;
    }

    /**
     * The most dispensable of so many connections but one, the longest at it first; null if it has none. Those looked
     * at are put last, so that the next look sees others: the cost is bounded, however many there are.
     */
    @Nullable
    OpenConnection dispensable(int looks, @Nullable OpenConnection except) {
        OpenConnection best = null;
        List<OpenConnection> seen = new ArrayList<>(Math.min(looks, connections.size()));
        for (OpenConnection each : connections) {
            if (seen.size() == looks) {
                break;
            }
            seen.add(each);
            if (each != except && (best == null || isMoreDispensable(each, best))) {
                best = each;
            }
        }
        if (seen.size() == looks) {
            seen.forEach(connections::remove);
            connections.addAll(seen);
        }
        return best;
    }

    private static boolean isMoreDispensable(OpenConnection one, OpenConnection other) {
        int order = one.doing().compareTo(other.doing());
        return order < 0 || (order == 0 && one.sinceNs() - other.sinceNs() < 0);
    }
}
