package dev.roost.lab.capacity;

import dev.roost.lab.run.Measure;
import dev.roost.lab.run.RunResult;
import dev.roost.telemetry.Times;
import java.util.List;

/**
 * One load and what became of it.
 *
 * @param scale of the scenario's rates
 * @param met whether all objectives were met and the run was not void
 * @param why not, in words; empty if met
 * @param duePerSecond requests that were due
 * @param goodPerSecond those of them that were answered well: the goodput
 */
public record Step(
        double scale,
        boolean met,
        String why,
        double duePerSecond,
        double goodPerSecond,
        long p50Ns,
        long p99Ns,
        long p999Ns) {
    /** What a run says about its load. */
    public static Step of(double scale, RunResult result) {
        List<Measure> requests = result.measures().stream()
                .filter(each -> each.response().count() == 0 || each.client().count() > 0)
                .toList();
        Times all = Times.sum(requests.stream().map(Measure::response).toList());
        double seconds = (result.scenario().lengthNs() - result.scenario().warmUpNs()) / 1e9;
        return new Step(
                scale,
                result.met(),
                why(result),
                requests.stream().mapToLong(Measure::planned).sum() / seconds,
                all.count() / seconds,
                all.percentileNs(50),
                all.percentileNs(99),
                all.percentileNs(99.9));
    }

    private static String why(RunResult result) {
        if (!result.voided().isEmpty()) {
            return "void: " + result.voided().getFirst();
        }
        return result.verdicts().stream()
                .filter(each -> !each.verdict().met())
                .findFirst()
                .map(each -> "missed: " + each.verdict().objective().name())
                .orElse("");
    }
}
