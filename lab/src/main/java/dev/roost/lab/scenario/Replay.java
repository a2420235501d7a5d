package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Trace.Act;
import java.util.List;

/**
 * A trace that happens again.
 *
 * @param speed 60 for an hour in a minute
 * @param skipNs how much of the trace is passed over at its beginning, in its own time
 * @param reads home pages for each act: the first one by the actor, before it; the others by readers at the same time
 */
public record Replay(Trace trace, double speed, long skipNs, double reads) {
    /** Nothing happens. */
    public static final Replay NONE = new Replay(Trace.NONE, 1, 0, 0);

    /** Whether there is nothing to replay. */
    public boolean isNone() {
        return trace.acts().isEmpty();
    }

    /** How long it takes to its end. */
    public long lengthNs() {
        return (long) ((trace.lengthNs() - skipNs) / speed);
    }

    /** The same at a multiple of the speed. */
    public Replay faster(double factor) {
        return new Replay(trace, speed * factor, skipNs, reads);
    }

    /** The acts that happen within {@code lengthNs}, with times from the beginning of the replay. */
    List<Act> acts(long lengthNs) {
        int from = firstAt(skipNs);
        int to = firstAt(skipNs + (long) Math.min(lengthNs * speed, Long.MAX_VALUE / 2.0));
        return trace.acts().subList(from, to).stream()
                .map(each -> new Act((long) ((each.atNs() - skipNs) / speed), each.deed(), each.actor(), each.other()))
                .toList();
    }

    private int firstAt(long atNs) {
        int low = 0;
        int high = trace.acts().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (trace.acts().get(middle).atNs() < atNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
