package dev.roost.runtime.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one queue in front of all work, and the one place that turns work away: by how long it would wait, not by how
 * much is waiting.
 *
 * <pre>
 *              +- PEOPLE ----> |
 *  offer ----> +- BULK ------> | -> a few places -> done
 *     |        +- STRANGERS -> |        |  ^
 *     v                                 v  | comes back before all others
 *  turned away at once             waits elsewhere (commit, body, password)
 * </pre>
 *
 * <p>Few are worked for at a time, so that what is begun is done soon, and all others wait here, where they are seen.
 * How long a newcomer would wait is known from those ahead and from what the last ones took. Time in which a place is
 * free is saved up; while there is some left, a burst may wait for {@link #BURST_NS}. Once a queue has used it up,
 * there is more work than can be done, and nobody is let in who would wait longer than {@link #STANDING_NS} (controlled
 * delay, Nichols and Jacobson, "Controlling Queue Delay", 2012). Who is let in waits about so long, whatever the load;
 * who is not knows at once.
 *
 * <p>Any thread; nothing blocks but {@link #comeBack}. An offer costs a lock that is held for less than a microsecond.
 */
public final class AdmissionQueue {
    /** How long one may wait while the queue never gets empty. */
    static final long STANDING_NS = 4_000_000;
    /** How long one may wait in a burst. */
    static final long BURST_NS = 50_000_000;
    /** Free time that is saved up at most. */
    static final long SAVED_NS_MAX = 50_000_000;
    /** A queue uses up saved time at this fraction of its own: 50 ms are good for a burst of 500 ms. */
    private static final int BURST_SHARE = 10;
    /** How long one may have lain unread, or no place been given up, while others wait: pauses and cold code pass. */
    static final long STANDSTILL_NS = 250_000_000;
    /** Who has waited so long, because the work ahead took longer than expected, is turned away after all. */
    static final long LATE_NS = 1_000_000_000;
    /** How often work is begun from elsewhere. */
    private static final long AROUND_NS = 3_000_000;
    /** Weight of the newest in the mean of what work takes: one in so many. */
    private static final int MEMORY = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Executor threads;
    private final Executor outside;
    private final LongSupplier nanoTime;
    private final int places;

    // Under the lock.
    private final List<ArrayDeque<Waiting>> lanes = new ArrayList<>();
    private final ArrayDeque<Semaphore> returning = new ArrayDeque<>();
    private final long[][] counts = new long[Lane.values().length][4];
    private int waiting;
    private int taken;
    private long given;
    private long tookNs;
    private long savedNs = SAVED_NS_MAX;
    private long savedAtNs;
    /** When a place was given up last. */
    private long leftAtNs;
    /** When work was begun from elsewhere last, and how many more are to be. */
    private long aroundAtNs;

    private int aroundLeft;

    private record Waiting(Work work, Lane lane, long sinceNs) {}

    /**
     * What happened since the start.
     *
     * @param begun in a lane
     * @param turnedAway because the wait would have been too long
     * @param late turned away after a wait that was longer than expected
     * @param abandoned dropped because nobody waited for it any more
     */
    public record Tally(long begun, long turnedAway, long late, long abandoned) {
        /** Nothing yet. */
        public static final Tally NONE = new Tally(0, 0, 0, 0);

        static final int BEGUN = 0;
        static final int TURNED_AWAY = 1;
        static final int LATE = 2;
        static final int ABANDONED = 3;
    }

    /**
     * What is seen of the queue now.
     *
     * @param waiting how many, in all lanes
     * @param oldestNs for how long the one that has waited longest has
     * @param busy places taken
     * @param tookNs what work lately took, on average, in its place
     */
    public record Queue(int waiting, long oldestNs, int busy, int places, long tookNs, Map<Lane, Tally> lanes) {}

    /**
     * Nobody is there yet.
     *
     * @param threads runs work that may block, such as a virtual thread each
     * @param outside calls {@code threads} now and then, on a thread that is none of those
     * @param places how many are worked for at a time
     */
    public AdmissionQueue(Executor threads, Executor outside, LongSupplier nanoTime, int places) {
        if (places < 1) {
            throw new IllegalArgumentException("at least one place is needed");
        }
        this.threads = threads;
        this.outside = outside;
        this.nanoTime = nanoTime;
        this.places = places;
        for (int i = 0; i < counts.length; i++) {
            lanes.add(new ArrayDeque<>());
        }
        savedAtNs = nanoTime.getAsLong();
        leftAtNs = savedAtNs;
    }

    /**
     * Has work done now, soon, or not at all: one of {@link Work}'s methods is called, maybe before this returns.
     *
     * @param lagNs for how long it had to wait before it could be offered
     */
    public void offer(Lane lane, long lagNs, Work work) {
        long nowNs = nanoTime.getAsLong();
        boolean now = false;
        List<Waiting> dropped = List.of();
        lock.lock();
        try {
            save(nowNs);
            if (taken < places && waiting == 0) {
                now = true;
                take(lane);
            } else if (mayWait(lane, lagNs, nowNs)) {
                queueOf(lane).add(new Waiting(work, lane, nowNs));
                waiting++;
                return;
            } else {
                counts[lane.ordinal()][Tally.TURNED_AWAY]++;
                dropped = late(nowNs);
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            begin(work, nowNs);
        } else {
            work.turnedAway();
            turnAway(dropped);
        }
    }

    private boolean mayWait(Lane lane, long lagNs, long nowNs) {
        return lagNs <= STANDSTILL_NS
                && nowNs - leftAtNs <= STANDSTILL_NS
                && expectedNs(lane) <= (savedNs > 0 ? BURST_NS : STANDING_NS);
    }

    private ArrayDeque<Waiting> queueOf(Lane lane) {
        return lanes.get(lane.ordinal());
    }

    /** Takes out whoever has waited for too long: they are told even while no place is given up at all. */
    private List<Waiting> late(long nowNs) {
        List<Waiting> late = List.of();
        for (ArrayDeque<Waiting> lane : lanes) {
            for (Waiting first = lane.peek(); first != null && nowNs - first.sinceNs() > LATE_NS; first = lane.peek()) {
                late = late.isEmpty() ? new ArrayList<>() : late;
                late.add(lane.remove());
                waiting--;
                counts[first.lane().ordinal()][Tally.LATE]++;
            }
        }
        return late;
    }

    private static void turnAway(List<Waiting> dropped) {
        for (int i = 0; i < dropped.size(); i++) {
            dropped.get(i).work().turnedAway();
        }
    }

    /** Has work done at once, whatever else there is: for what is next to nothing and must not fail. */
    public void pass(Work work) {
        threads.execute(work::run);
    }

    /** What is waiting, and what became of the rest. */
    public Queue queue() {
        long nowNs = nanoTime.getAsLong();
        lock.lock();
        try {
            long oldestNs = 0;
            Map<Lane, Tally> tallies = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                Waiting first = queueOf(lane).peek();
                oldestNs = first == null ? oldestNs : Math.max(oldestNs, nowNs - first.sinceNs());
                long[] count = counts[lane.ordinal()];
                tallies.put(
                        lane,
                        new Tally(
                                count[Tally.BEGUN],
                                count[Tally.TURNED_AWAY],
                                count[Tally.LATE],
                                count[Tally.ABANDONED]));
            }
            return new Queue(waiting, oldestNs, taken, places, tookNs, tallies);
        } finally {
            lock.unlock();
        }
    }

    /** How long a newcomer in this lane would wait for a place. */
    private long expectedNs(Lane lane) {
        long ahead = returning.size() + 1L;
        for (Lane each : Lane.values()) {
            if (each.compareTo(lane) <= 0) {
                ahead += queueOf(each).size();
            }
        }
        // What is behind others in priority still gets its turn, and no sooner while they keep coming.
        long byTurns = (queueOf(lane).size() + 1L) * lane.turn();
        return Math.max(ahead, lane == Lane.PEOPLE ? 0 : Math.min(byTurns, ahead * lane.turn())) * tookNs / places;
    }

    /** Counts the time since the last look: before anything changes. */
    private void save(long nowNs) {
        long sinceNs = nowNs - savedAtNs;
        savedAtNs = nowNs;
        if (waiting > 0) {
            savedNs = Math.max(0, savedNs - sinceNs / BURST_SHARE);
        } else if (taken < places) {
            savedNs = Math.min(SAVED_NS_MAX, savedNs + sinceNs);
        }
    }

    private void take(Lane lane) {
        if (taken == 0) {
            leftAtNs = savedAtNs;
        }
        taken++;
        given++;
        counts[lane.ordinal()][Tally.BEGUN]++;
    }

    private void begin(Work work, long nowNs) {
        threads.execute(inPlace(work, nowNs));
    }

    private Runnable inPlace(Work work, long nowNs) {
        Place place = new Place(this, nowNs);
        return () -> {
            try {
                place.holding(work::run);
            } finally {
                place.giveUp();
            }
        };
    }

    /**
     * Begins work on the thread of other work that has just given its place up. Virtual threads that begin one another
     * stay on their carrier, which looks for others (a stream's writer, who comes back from a commit) only when it has
     * none left of those; so now and then a round of places is begun from elsewhere.
     */
    private void beginNext(Work work, long nowNs, boolean fromOutside) {
        Runnable next = inPlace(work, nowNs);
        if (fromOutside) {
            try {
                outside.execute(() -> threads.execute(next));
                return;
            } catch (RejectedExecutionException stopping) {
                // It is begun from here, then.
            }
        }
        threads.execute(next);
    }

    /** Whether it is time to begin from elsewhere. */
    private boolean fromOutside(long nowNs) {
        if (nowNs - aroundAtNs > AROUND_NS) {
            aroundAtNs = nowNs;
            aroundLeft = places;
        }
        return aroundLeft > 0 && aroundLeft-- > 0;
    }

    /** A place is free again; whoever is next gets it. */
    void left(long takenNs) {
        long nowNs = nanoTime.getAsLong();
        Waiting next;
        boolean fromOutside = false;
        List<Waiting> dropped = new ArrayList<>(0);
        lock.lock();
        try {
            save(nowNs);
            leftAtNs = nowNs;
            tookNs += (nowNs - takenNs - tookNs) / MEMORY;
            taken--;
            next = next(nowNs, dropped);
            fromOutside = next != null && fromOutside(nowNs);
        } finally {
            lock.unlock();
        }
        turnAway(dropped);
        if (next != null) {
            beginNext(next.work(), nowNs, fromOutside);
        }
    }

    private @Nullable Waiting next(long nowNs, List<Waiting> dropped) {
        Semaphore back = returning.poll();
        if (back != null) {
            taken++;
            back.release();
            return null;
        }
        while (waiting > 0) {
            Waiting first = queueOf(turn()).remove();
            waiting--;
            boolean late = nowNs - first.sinceNs() > LATE_NS;
            if (!late && !first.work().abandoned()) {
                take(first.lane());
                return first;
            }
            counts[first.lane().ordinal()][late ? Tally.LATE : Tally.ABANDONED]++;
            dropped.add(first);
        }
        return null;
    }

    /** Whose turn it is: the first lane's, but now and then a later one's. */
    private Lane turn() {
        Lane first = null;
        for (Lane lane : Lane.values()) {
            if (!queueOf(lane).isEmpty()) {
                if (first == null) {
                    first = lane;
                } else if (given % lane.turn() == lane.ordinal()) {
                    return lane;
                }
            }
        }
        if (first == null) {
            throw new IllegalStateException("nobody waits");
        }
        return first;
    }

    /**
     * Waits for a place, before all who have not begun.
     *
     * @return since when it is held
     */
    long comeBack() {
        Semaphore turn = new Semaphore(0);
        lock.lock();
        try {
            long nowNs = nanoTime.getAsLong();
            save(nowNs);
            if (taken < places) {
                taken++;
                return nowNs;
            }
            returning.add(turn);
        } finally {
            lock.unlock();
        }
        turn.acquireUninterruptibly();
        return nanoTime.getAsLong();
    }
}
