package dev.roost.lab.run;

import dev.roost.lab.drive.Pauses.Pause;
import dev.roost.lab.scenario.Scenario;
import dev.roost.telemetry.Objective.Verdict;
import dev.roost.telemetry.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run measured.
 *
 * @param machine of the generator
 * @param measures without the warm-up
 * @param delivery from a post's due time to its arrival at a stream, by the followers of its author: {@code 1-9},
 *     {@code 10-99}, and so on
 * @param polled from a post's due time to the first look at home that shows it, by the same
 * @param tails of screens that need several calls; empty if there were none
 * @param seconds of the whole run
 * @param lateness of the generator
 * @param generatorShare by how much that and its pauses raise the 99th percentile, 0.01 for 1 %
 * @param pauses of the generator's Java machine; times in nanoseconds from the start
 * @param faults of the first wrong pages, in words
 * @param voided why the figures cannot be trusted; empty if they can
 */
public record RunResult(
        Target target,
        Scenario scenario,
        Instant startedAt,
        Map<String, String> machine,
        Versions versions,
        List<Measure> measures,
        Map<String, Times> delivery,
        Map<String, Times> polled,
        List<TailEffect> tails,
        List<Second> seconds,
        Times lateness,
        double generatorShare,
        List<Pause> pauses,
        int pagesChecked,
        int pagesWrong,
        int pagesPassedOver,
        List<String> faults,
        List<Judged> verdicts,
        List<String> voided) {

    /** What the reason begins with where it is the generator's lateness. */
    static final String LATE = "the generator itself was late or stood still";

    /** Why the figures cannot be trusted, whenever the generator was late; for figures that look at that themselves. */
    public List<String> voidedButForLateness() {
        return voided.stream().filter(each -> !each.startsWith(LATE)).toList();
    }

    /** A verdict; {@code consequence} is empty for an objective. */
    public record Judged(Verdict verdict, String consequence) {}

    /** Whether the figures count and everything that was asked for was reached. */
    public boolean met() {
        return voided.isEmpty() && verdicts.stream().allMatch(each -> each.verdict.met());
    }

    /** The measure of this name, or an empty one. */
    public Measure measure(String name) {
        return measures.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(new Measure(name, 0, 0, Map.of(), Times.NONE, Times.NONE, Times.NONE, Times.NONE, Times.NONE));
    }
}
