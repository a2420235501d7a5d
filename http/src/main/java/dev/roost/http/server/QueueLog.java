package dev.roost.http.server;

import dev.roost.runtime.admission.AdmissionQueue;
import dev.roost.runtime.admission.AdmissionQueue.Queue;
import dev.roost.runtime.admission.AdmissionQueue.Tally;
import dev.roost.runtime.admission.Lane;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the log when there is more to do than can be done: not more often than each {@link #PAUSE_NS}. One thread. */
final class QueueLog {
    static final long PAUSE_NS = 10_000_000_000L;

    private final AdmissionQueue queue;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final Map<Lane, Tally> told = new EnumMap<>(Lane.class);
    private long toldNs;

    QueueLog(AdmissionQueue queue, LongSupplier nanoTime, Consumer<String> log) {
        this.queue = queue;
        this.nanoTime = nanoTime;
        this.log = log;
        toldNs = nanoTime.getAsLong() - PAUSE_NS;
        told.putAll(queue.queue().lanes());
    }

    /** To be called now and then. */
    void look() {
        long nowNs = nanoTime.getAsLong();
        if (nowNs - toldNs < PAUSE_NS) {
            return;
        }
        Queue now = queue.queue();
        StringJoiner lanes = new StringJoiner(", ");
        long begun = 0;
        for (Lane lane : Lane.values()) {
            Tally before = told.getOrDefault(lane, Tally.NONE);
            Tally tally = now.lanes().getOrDefault(lane, Tally.NONE);
            long turnedAway = tally.turnedAway() + tally.late() - before.turnedAway() - before.late();
            begun += tally.begun() - before.begun();
            if (turnedAway > 0) {
                lanes.add(turnedAway + " of " + lane.name().toLowerCase(Locale.ROOT));
            }
        }
        told.putAll(now.lanes());
        if (lanes.length() > 0) {
            toldNs = nowNs;
            log.accept("more is asked than can be done: turned away " + lanes + "; begun " + begun
                    + " since the last look; one takes " + now.tookNs() / 1_000 + " us in its place, "
                    + now.waiting() + " wait");
        }
    }
}
