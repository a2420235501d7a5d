package dev.roost.lab.strain;

import dev.roost.lab.scenario.Kind;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One second after a start.
 *
 * @param second from 0, counted from when the first requests were due
 * @param due requests that were due in it
 * @param answered how many of them were answered well, whenever that was
 * @param failures those that were not, by reason
 * @param goodput good answers that came in this second, whenever they were due
 * @param home response times of home pages that were due in it and answered well
 * @param posts the same of posts
 */
public record ColdSecond(
        int second, long due, long answered, Map<String, Long> failures, long goodput, Times home, Times posts) {
    private static final long SECOND_NS = 1_000_000_000;

    /** Each whole second of a run. */
    static List<ColdSecond> of(Calls calls, long lengthNs) {
        List<ColdSecond> seconds = new ArrayList<>();
        for (int i = 0; (i + 1) * SECOND_NS <= lengthNs; i++) {
            long fromNs = i * SECOND_NS;
            Calls due = calls.due(fromNs, fromNs + SECOND_NS);
            seconds.add(new ColdSecond(
                    i,
                    due.count(),
                    due.good(),
                    due.failures(),
                    calls.goodDone(fromNs, fromNs + SECOND_NS),
                    due.of(Kind.HOME).admitted(),
                    due.of(Kind.POST).admitted()));
        }
        return seconds;
    }

    /** The share of what was due that was answered well; 1 if nothing was due. */
    public double share() {
        return due == 0 ? 1 : (double) answered / due;
    }
}
