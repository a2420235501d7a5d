package dev.roost.lab.run;

import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.Objectives.Term;
import dev.roost.lab.scenario.Kind;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;

/**
 * What was due in a part of a run, of all kinds of request.
 *
 * @param planned how many were due
 * @param response of those that were answered well
 * @param generatorShare by how much the generator's lateness raises the 99th percentile
 * @param missed objectives over kinds of request, or over all of them, that were not reached; others are not looked at
 */
public record Window(long planned, Times response, double generatorShare, List<String> missed) {
    /** Of what was due from {@code fromNs} on and before {@code toNs}. */
    public static Window of(List<Requests> tables, long fromNs, long toNs, Objectives objectives) {
        TimeRecorder response = new TimeRecorder();
        TimeRecorder without = new TimeRecorder();
        long planned = 0;
        for (Requests table : tables) {
            for (int row = 0; row < table.size(); row++) {
                if (table.dueNs(row) >= fromNs && table.dueNs(row) < toNs) {
                    planned++;
                    if (table.succeeded(row)) {
                        response.record(table.responseNs(row));
                        without.record(table.responseNs(row) - table.latenessNs(row));
                    }
                }
            }
        }
        List<String> missed = new ArrayList<>();
        for (Term each : objectives.terms()) {
            if (!reached(tables, fromNs, toNs, each)) {
                missed.add(each.objective().name());
            }
        }
        Times times = response.times();
        long p99Ns = without.times().percentileNs(99);
        double share = p99Ns == 0 ? 0 : (double) times.percentileNs(99) / p99Ns - 1;
        return new Window(planned, times, share, missed);
    }

    /** Whether it was reached; true where nothing is counted here. */
    private static boolean reached(List<Requests> tables, long fromNs, long toNs, Term term) {
        String measure = term.objective().measure();
        boolean all = measure.equals(Objectives.ANSWERED);
        long good = 0;
        long total = 0;
        for (Requests table : tables) {
            for (int row = 0; row < table.size(); row++) {
                boolean counts = table.dueNs(row) >= fromNs
                        && table.dueNs(row) < toNs
                        && (all || Kind.of(table.kind(row)).word().equals(measure));
                total += counts ? 1 : 0;
                good += counts
                                && table.succeeded(row)
                                && table.responseNs(row) <= term.objective().thresholdNs()
                        ? 1
                        : 0;
            }
        }
        return total == 0 || term.objective().judge(good, total).met();
    }
}
