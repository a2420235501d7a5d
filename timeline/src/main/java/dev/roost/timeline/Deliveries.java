package dev.roost.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fan-out: follows the tail log and puts each post into the rings of its author's subscribers, in log order.
 *
 * <p>One thread of its own runs {@link #run} and owns the subscriptions and all subscribed rings. Nobody waits for it:
 * readers look through what is undelivered themselves, so one author's million deliveries delay no other post. Requests
 * (subscribe, retire) are taken between posts.
 */
final class Deliveries implements Runnable {
    /** Posts between two looks at what else is to be done. */
    private static final int POSTS_PER_ROUND = 256;

    private static final long SWEEP_MS = 1_000;
    private static final long IDLE_PARK_NANOS = 100_000_000;

    private final TailLog tail;
    private final Rings rings;
    private final Subscriptions subscriptions;
    private final ByAccount byAccount;
    private final FanOutCosts costs;
    private final CelebrityPolicy policy;
    private final HeldBack heldBack;
    private final Retirements retirements;
    private final TimelineSettings settings;
    private final LongSupplier clockMs;
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    /** To be subscribed once the deliveries have come as far as their rings. */
    private final List<ActiveReader> early = new ArrayList<>();

    private final AtomicLong deliveries = new AtomicLong();
    private final @Nullable ActiveReader[] bySlot;
    private volatile boolean hybrid;
    private volatile boolean stopped;
    private volatile boolean crowded;
    private volatile @Nullable Thread thread;
    private volatile boolean parked;
    private long sweptAtMs;

    Deliveries(
            TailLog tail,
            Rings rings,
            Subscriptions subscriptions,
            ByAccount byAccount,
            FanOutCosts costs,
            TimelineSettings settings,
            LongSupplier clockMs) {
        this.tail = tail;
        this.rings = rings;
        this.subscriptions = subscriptions;
        this.byAccount = byAccount;
        this.costs = costs;
        this.policy = CelebrityPolicy.of(settings.celebrities(), costs, rings, subscriptions);
        this.retirements = new Retirements(rings, subscriptions);
        this.settings = settings;
        this.clockMs = clockMs;
        this.bySlot = new ActiveReader[settings.activeReadersMax()];
        this.heldBack = new HeldBack(rings, subscriptions, byAccount, costs, bySlot);
        this.hybrid = settings.strategy() == Strategy.HYBRID;
    }

    /** What others ask of the delivering thread. */
    private record Request(ActiveReader reader, boolean subscribe) {}

    // ---- any thread

    void subscribe(ActiveReader reader) {
        requests.add(new Request(reader, true));
        wake();
    }

    void retire(ActiveReader reader) {
        requests.add(new Request(reader, false));
        wake();
    }

    /** All slots are taken: the least recently read are to go soon, unless others are going. */
    void makeRoom() {
        crowded = true;
        wake();
    }

    void hybrid(boolean merged) {
        hybrid = merged;
    }

    void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Posts put into rings so far. */
    long deliveries() {
        return deliveries.getOpaque();
    }

    CelebrityFigures celebrities() {
        return new CelebrityFigures(
                heldBack.celebrityCount(),
                heldBack.changes(),
                costs.deliveryNanos(),
                costs.mergeNanos(),
                costs.mendingNanos());
    }

    /** Slots of readers who are gone that cannot be given to others yet. */
    int retiring() {
        return retirements.size();
    }

    // ---- the delivering thread

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            if (!round()) {
                park();
            }
        }
    }

    /** Requests, then so many posts, then what is due now and then; returns whether there was anything to do. */
    boolean round() {
        boolean worked = handleRequests();
        long position = tail.delivered();
        long end = Math.min(tail.end(), position + POSTS_PER_ROUND);
        for (; position < end; position++) {
            deliver(position);
            tail.delivered(position + 1);
            worked = true;
        }
        if (hybrid) {
            policy.look(clockMs.getAsLong(), heldBack);
        }
        worked |= heldBack.mendSome();
        sweep();
        return retirements.work() || worked;
    }

    private void park() {
        parked = true;
        if (requests.isEmpty() && tail.delivered() >= tail.end() && !stopped && !crowded) {
            LockSupport.parkNanos(this, IDLE_PARK_NANOS);
        }
        parked = false;
    }

    private void deliver(long position) {
        long id = tail.id(position);
        int author = tail.author(position);
        if (tail.reader(position) != TailLog.EVERYBODY) {
            deliverToOne(position);
        } else if (id < 0 && Entry.isPlainByFacts(-id)) {
            changeEverywhere(author, -id);
            heldBack.byFacts(author, Entry.id(-id));
        } else if (id < 0) {
            changeEverywhere(author, -id);
            heldBack.remove(author, -id);
        } else if (isHeldBack(author)) {
            heldBack.add(author, id);
        } else {
            appendEverywhere(author, id);
        }
    }

    /** Whether readers merge this author's posts themselves, decided anew at each post. */
    private boolean isHeldBack(int author) {
        boolean held = heldBack.holds(author);
        boolean celebrity = hybrid && policy.decide(author, subscriptions.size(author), held);
        if (celebrity != held) {
            heldBack.set(author, celebrity);
        }
        return celebrity;
    }

    private void appendEverywhere(int author, long id) {
        int size = subscriptions.size(author);
        long before = costs.timesPost(size) ? System.nanoTime() : 0;
        rings.append(subscriptions.slots(author), size, id);
        if (before != 0) {
            costs.delivered(size, System.nanoTime() - before);
        }
        deliveries.setOpaque(deliveries.getPlain() + size);
    }

    private void changeEverywhere(int author, long id) {
        int size = subscriptions.size(author);
        int[] slots = subscriptions.slots(author);
        for (int i = 0; i < size; i++) {
            change(slots[i], id);
        }
    }

    /** {@code id}: of a deleted post, or the entry of one that is from now on shown or not by its facts. */
    private void change(int slot, long id) {
        if (Entry.isPlainByFacts(id)) {
            rings.byFacts(slot, Entry.id(id));
        } else {
            rings.remove(slot, id);
        }
    }

    /** A reader who is being replaced gets nothing: who reads that ring meanwhile notices, and reads again. */
    private void deliverToOne(long position) {
        ActiveReader reader = byAccount.reader(tail.reader(position));
        if (reader == null || bySlot[reader.slot] != reader || !tail.isFor(position, reader.relations)) {
            return;
        }
        long id = tail.id(position);
        if (id < 0) {
            change(reader.slot, -id);
        } else {
            rings.append(reader.slot, id);
            deliveries.setOpaque(deliveries.getPlain() + 1);
        }
    }

    private boolean handleRequests() {
        boolean worked = false;
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            worked = true;
            if (request.subscribe()) {
                early.add(request.reader());
            } else {
                forget(request.reader());
            }
        }
        if (!early.isEmpty()) {
            early.removeIf(this::enrolled);
        }
        return worked;
    }

    /** Subscribes a reader whose ring is not ahead of the deliveries; one that is has to wait. */
    private boolean enrolled(ActiveReader reader) {
        if (tail.delivered() < reader.coveredTo) {
            return false;
        }
        enrol(reader);
        return true;
    }

    private void enrol(ActiveReader reader) {
        if (reader.retired) {
            return;
        }
        long to = tail.delivered();
        bySlot[reader.slot] = reader;
        for (long position = reader.coveredTo; position < to; position++) {
            long id = tail.id(position);
            if (id < 0) {
                change(reader.slot, -id);
            } else if (tail.isFor(position, reader.relations)) {
                rings.append(reader.slot, id);
            }
        }
        for (int source : reader.relations.sources()) {
            subscriptions.add(source, reader.slot);
        }
        if (!tail.intact(reader.coveredTo)) {
            drop(reader);
            return;
        }
        reader.subscribed = true;
    }

    private void drop(@Nullable ActiveReader reader) {
        if (reader != null) {
            byAccount.replace(reader.relations.reader(), reader, null);
            forget(reader);
        }
    }

    private void forget(ActiveReader reader) {
        if (reader.retired) {
            return;
        }
        reader.retired = true;
        if (bySlot[reader.slot] == reader) {
            bySlot[reader.slot] = null;
            rings.retire(reader.slot);
            retirements.add(reader.slot, reader.relations.sources());
        } else {
            rings.release(reader.slot);
        }
    }

    /** Drops idle readers; when all slots are taken, also the least recently read eighth. */
    private void sweep() {
        long nowMs = clockMs.getAsLong();
        boolean crowdedNow = crowded;
        if (!crowdedNow && nowMs - sweptAtMs < SWEEP_MS && nowMs >= sweptAtMs) {
            return;
        }
        crowded = false;
        sweptAtMs = nowMs;
        long before = nowMs - settings.idleMs();
        boolean allTaken = crowdedNow && retirements.size() == 0;
        if (allTaken) {
            before = Math.max(before, leastRecentEighth());
        }
        for (ActiveReader reader : bySlot) {
            if (reader != null && reader.lastReadMs() <= before) {
                drop(reader);
            }
        }
        if (crowdedNow) {
            retirements.hurry();
        }
    }

    private long leastRecentEighth() {
        long[] times = new long[bySlot.length];
        int size = 0;
        for (ActiveReader reader : bySlot) {
            if (reader != null) {
                times[size++] = reader.lastReadMs();
            }
        }
        if (size == 0) {
            return 0;
        }
        Arrays.sort(times, 0, size);
        return times[size / 8];
    }
}
