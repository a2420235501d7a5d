package dev.roost.lab.run;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * Head-of-line blocking: quick requests that come just behind a slow one, beside the same requests at other times.
 *
 * @param what was asked, and behind what
 * @param behind response times just behind
 * @param otherwise response times of the same requests when nothing slow was before them
 */
public record Behind(String what, Times behind, Times otherwise) {
    /** A request counts as behind a celebrity's posts if it was due so long after them. */
    static final long BEHIND_NS = 20_000_000;

    private static final double BURSTS_PER_SECOND = 2;
    private static final int POSTS_IN_A_BURST = 10;

    /** Adds the celebrity: account 0 writes ten posts at once, twice a second. */
    static void addCelebrity(Plan plan, long lengthNs) {
        for (long due : Arrivals.constant(BURSTS_PER_SECOND, lengthNs)) {
            for (int i = 0; i < POSTS_IN_A_BURST; i++) {
                plan.add(due, Kind.POST.number(), 0, plan.size());
            }
        }
    }

    /** Other people's home pages and posts behind the celebrity's posts. */
    static List<Behind> celebrity(Requests requests, long warmUpNs, int followers) {
        String whose = " behind 10 posts by an author with " + followers + " followers";
        List<Behind> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.HOME, Kind.POST)) {
            all.add(of(requests, warmUpNs, kind, "others' " + kind.word() + whose));
        }
        all.removeIf(each -> each.behind.count() == 0 || each.otherwise.count() == 0);
        return all;
    }

    private static Behind of(Requests requests, long warmUpNs, Kind kind, String what) {
        TimeRecorder behind = new TimeRecorder();
        TimeRecorder otherwise = new TimeRecorder();
        long celebrityNs = Long.MIN_VALUE / 2;
        for (int row = 0; row < requests.size(); row++) {
            boolean celebrity = requests.actor(row) == 0;
            if (celebrity && requests.kind(row) == Kind.POST.number()) {
                celebrityNs = requests.dueNs(row);
            } else if (!celebrity
                    && requests.kind(row) == kind.number()
                    && requests.dueNs(row) >= warmUpNs
                    && requests.succeeded(row)) {
                boolean close = requests.dueNs(row) - celebrityNs <= BEHIND_NS;
                (close ? behind : otherwise).record(requests.responseNs(row));
            }
        }
        return new Behind(what, behind.times(), otherwise.times());
    }
}
