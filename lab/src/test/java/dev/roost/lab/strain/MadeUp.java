package dev.roost.lab.strain;

import dev.roost.lab.scenario.Kind;
import java.util.ArrayList;
import java.util.List;

/** Requests with outcomes that somebody thought of. */
final class MadeUp {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;

    private final List<Call> calls = new ArrayList<>();

    /** {@code count} requests, equally far apart in a stretch of time, each answered after {@code tookNs}. */
    MadeUp answered(Kind kind, int count, long fromNs, long toNs, long tookNs) {
        return add(kind, count, fromNs, toNs, 0, tookNs, 200, "");
    }

    /** The same, each turned away after {@code tookNs}. */
    MadeUp turnedAway(Kind kind, int count, long fromNs, long toNs, long tookNs) {
        return add(kind, count, fromNs, toNs, 0, tookNs, 503, "");
    }

    MadeUp timedOut(Kind kind, int count, long fromNs, long toNs, long tookNs) {
        return add(kind, count, fromNs, toNs, 0, tookNs, 0, "timed out");
    }

    /** Answered so long after it was sent, which was so late. */
    MadeUp sentLate(Kind kind, int count, long fromNs, long toNs, long lateNs, long tookNs) {
        return add(kind, count, fromNs, toNs, lateNs, tookNs, 200, "");
    }

    private MadeUp add(
            Kind kind, int count, long fromNs, long toNs, long lateNs, long tookNs, int status, String failure) {
        for (int i = 0; i < count; i++) {
            long dueNs = fromNs + (toNs - fromNs) * i / count;
            long sentNs = dueNs + lateNs;
            calls.add(new Call(kind, dueNs, dueNs, sentNs, sentNs, sentNs + tookNs, status, failure, 0));
        }
        return this;
    }

    Calls calls() {
        return Calls.of(calls);
    }
}
