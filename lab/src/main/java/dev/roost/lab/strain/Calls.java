package dev.roost.lab.strain;

import dev.roost.lab.drive.Failure;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Objectives.Term;
import dev.roost.lab.scenario.Kind;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Requests of a run, by due time, without those that nobody asked because an earlier one failed: whoever did not get
 * the first page does not ask for the second. Immutable.
 */
public final class Calls {
    private static final double PERCENT = 99;

    private final List<Call> all;

    private Calls(List<Call> sorted) {
        all = sorted;
    }

    /** These, in any order. */
    static Calls of(List<Call> calls) {
        return new Calls(
                calls.stream().sorted(Comparator.comparingLong(Call::dueNs)).toList());
    }

    /** What became of these tables. */
    public static Calls ofTables(List<Requests> tables) {
        List<Call> calls = new ArrayList<>();
        for (Requests table : tables) {
            for (int row = 0; row < table.size(); row++) {
                boolean answered = table.answered(row);
                if (answered || table.failure(row) != Failure.NOT_SENT) {
                    calls.add(new Call(
                            Kind.of(table.kind(row)),
                            table.dueNs(row),
                            table.startedNs(row) - table.latenessNs(row),
                            table.startedNs(row),
                            table.sentNs(row),
                            table.doneNs(row),
                            table.status(row),
                            answered ? "" : table.failure(row).words(),
                            table.retries(row)));
                }
            }
        }
        return of(calls);
    }

    /** Those due from {@code fromNs} on and before {@code toNs}. */
    Calls due(long fromNs, long toNs) {
        return new Calls(all.subList(firstDue(fromNs), Math.max(firstDue(fromNs), firstDue(toNs))));
    }

    private int firstDue(long ns) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).dueNs() < ns) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Those of a kind. */
    Calls of(Kind kind) {
        return new Calls(all.stream().filter(each -> each.kind() == kind).toList());
    }

    int count() {
        return all.size();
    }

    private long count(Predicate<Call> chosen) {
        return all.stream().filter(chosen).count();
    }

    /** How many were answered well. */
    long good() {
        return count(Call::good);
    }

    /** How many were turned away. */
    long turnedAway() {
        return count(Call::turnedAway);
    }

    /** How many good answers came from {@code fromNs} on and before {@code toNs}, whenever they were due. */
    long goodDone(long fromNs, long toNs) {
        return count(each -> each.good() && each.doneNs() >= fromNs && each.doneNs() < toNs);
    }

    /** How often requests were sent again. */
    long retries() {
        return all.stream().mapToLong(Call::retries).sum();
    }

    /** Those that were not answered well, by reason. */
    Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        all.stream().filter(each -> !each.good()).forEach(each -> failures.merge(each.reason(), 1L, Long::sum));
        return failures;
    }

    /** From due to done, of those answered well. */
    Times admitted() {
        return times(Call::good, Call::responseNs);
    }

    /** From sent to done, of those turned away. */
    Times refusals() {
        return times(Call::turnedAway, Call::fromSentNs);
    }

    /** How late the generator sent. */
    Times lateness() {
        return times(each -> true, Call::latenessNs);
    }

    /** By how much the generator's lateness raises the 99th percentile of what was answered well; 0.01 for 1 %. */
    double generatorShare() {
        long withoutNs =
                times(Call::good, each -> each.responseNs() - each.latenessNs()).percentileNs(PERCENT);
        return withoutNs == 0 ? 0 : (double) admitted().percentileNs(PERCENT) / withoutNs - 1;
    }

    /** The share that the generator had turned to by then. */
    double startedBy(long ns) {
        return all.isEmpty() ? 1 : (double) count(each -> each.startedNs() < ns) / all.size();
    }

    private Times times(Predicate<Call> chosen, ToLongFunction<Call> timeNs) {
        TimeRecorder recorder = new TimeRecorder();
        all.stream().filter(chosen).forEach(each -> recorder.record(timeNs.applyAsLong(each)));
        return recorder.times();
    }

    /** Whether objectives over kinds of request, and over all of them, are reached; true where nothing is counted. */
    boolean reach(Objectives objectives) {
        return objectives.terms().stream().allMatch(this::reach);
    }

    private boolean reach(Term term) {
        String measure = term.objective().measure();
        long total = 0;
        long good = 0;
        for (Call each : all) {
            if (measure.equals(Objectives.ANSWERED) || each.kind().word().equals(measure)) {
                total++;
                good += each.good() && each.responseNs() <= term.objective().thresholdNs() ? 1 : 0;
            }
        }
        return total == 0 || term.objective().judge(good, total).met();
    }
}
