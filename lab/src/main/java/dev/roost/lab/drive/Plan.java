package dev.roost.lab.drive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Requests as they are being planned, in any order; {@link #requests} sorts them. One thread. */
public final class Plan {
    /** Stands for no parent and no group. */
    public static final int NONE = -1;

    private final List<Planned> planned = new ArrayList<>();
    private long originNs;

    private record Planned(long dueNs, int kind, int actor, int argument, int parent, int group) {}

    /** Due times of what is added from now on count from this moment of the run. */
    public void from(long newOriginNs) {
        originNs = newOriginNs;
    }

    /**
     * Adds a request.
     *
     * @param dueNs when it is to be sent, from the start
     * @param kind what it is, 0 to 127; the run's own numbering
     * @param actor who asks
     * @param argument what for; the run's own meaning
     * @return its number, for the next two
     */
    public int add(long dueNs, int kind, int actor, int argument) {
        return add(dueNs, kind, actor, argument, NONE, NONE);
    }

    /**
     * Adds a request that needs the answer to an earlier one.
     *
     * <p>Its due time is given, not found: the parent's plus what is expected of it. If the parent's answer is late,
     * this one is late too, and counts so.
     *
     * @param parent added before and due no later, or {@link #NONE}
     * @param group the first of the requests of which the slowest counts, or {@link #NONE}
     */
    public int add(long dueNs, int kind, int actor, int argument, int parent, int group) {
        if (dueNs < 0 || kind < 0 || kind > Byte.MAX_VALUE || parent >= planned.size() || group > planned.size()) {
            throw new IllegalArgumentException("request of kind " + kind + " due at " + dueNs + " ns");
        }
        if (parent != NONE && planned.get(parent).dueNs > originNs + dueNs) {
            throw new IllegalArgumentException("due before its parent");
        }
        planned.add(new Planned(originNs + dueNs, kind, actor, argument, parent, group));
        return planned.size() - 1;
    }

    /** How many were added. */
    public int size() {
        return planned.size();
    }

    /** All, by due time; those due at once in the order in which they were added. */
    public Requests requests() {
        List<Integer> order = new ArrayList<>(planned.size());
        for (int i = 0; i < planned.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> planned.get(i).dueNs));
        int[] place = new int[planned.size()];
        for (int row = 0; row < place.length; row++) {
            place[order.get(row)] = row;
        }
        Requests requests = new Requests(place.length);
        for (int row = 0; row < place.length; row++) {
            Planned each = planned.get(order.get(row));
            requests.dueNs[row] = each.dueNs;
            requests.kind[row] = (byte) each.kind;
            requests.actor[row] = each.actor;
            requests.argument[row] = each.argument;
            requests.parent[row] = each.parent == NONE ? NONE : place[each.parent];
            requests.group[row] = each.group == NONE ? NONE : place[each.group];
        }
        return requests;
    }
}
