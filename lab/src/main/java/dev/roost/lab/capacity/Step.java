package dev.roost.lab.capacity;

import dev.roost.lab.run.Measure;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Window;
import dev.roost.telemetry.Times;
import java.util.List;
import java.util.Locale;

/**
 * One load and what became of it.
 *
 * <p>A generator that is late makes response times longer than they were, never shorter. So objectives that are met are
 * met though it was late; where they are missed, the reason says that it was. Whatever else voids a run, such as a
 * wrong page, is a miss.
 *
 * @param scale of the scenario's rates
 * @param met whether all objectives were met, and nothing but a late generator voided the run
 * @param why not, in words; empty if met
 * @param duePerSecond requests that were due
 * @param goodPerSecond those of them that were answered well: the goodput
 * @param count how many were answered well, from which the percentiles are
 */
public record Step(
        double scale,
        boolean met,
        String why,
        double duePerSecond,
        double goodPerSecond,
        long p50Ns,
        long p99Ns,
        long p999Ns,
        long count) {
    /** Whether the requests were enough to tell a percentile. */
    public boolean tells(double percent) {
        return Times.areEnough(count, percent);
    }

    /** What a run says about its load. */
    public static Step of(double scale, RunResult result) {
        List<Measure> requests = result.measures().stream()
                .filter(each -> each.response().count() == 0 || each.client().count() > 0)
                .toList();
        Times all = Times.sum(requests.stream().map(Measure::response).toList());
        double seconds = (result.scenario().lengthNs() - result.scenario().warmUpNs()) / 1e9;
        String why = why(result);
        return new Step(
                scale,
                why.isEmpty(),
                why,
                requests.stream().mapToLong(Measure::planned).sum() / seconds,
                all.count() / seconds,
                all.percentileNs(50),
                all.percentileNs(99),
                all.percentileNs(99.9),
                all.count());
    }

    /** What a part of a run says about the load in it. */
    public static Step of(double scale, Window window, double seconds) {
        String why = window.missed().isEmpty()
                ? ""
                : "missed: " + window.missed().getFirst() + late(window.generatorShare());
        Times times = window.response();
        return new Step(
                scale,
                why.isEmpty(),
                why,
                window.planned() / seconds,
                times.count() / seconds,
                times.percentileNs(50),
                times.percentileNs(99),
                times.percentileNs(99.9),
                times.count());
    }

    private static String why(RunResult result) {
        boolean late = result.generatorShare() > Run.GENERATOR_SHARE_MAX;
        if (result.voided().size() > (late ? 1 : 0)) {
            return "void: " + result.voided().getFirst();
        }
        return result.verdicts().stream()
                .filter(each -> !each.verdict().met())
                .findFirst()
                .map(each -> "missed: " + each.verdict().objective().name() + late(result.generatorShare()))
                .orElse("");
    }

    private static String late(double generatorShare) {
        return generatorShare > Run.GENERATOR_SHARE_MAX
                ? String.format(
                        Locale.ROOT, ", but the generator itself added %.0f %% to the p99", generatorShare * 100)
                : "";
    }
}
