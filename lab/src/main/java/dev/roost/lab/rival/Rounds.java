package dev.roost.lab.rival;

import dev.roost.lab.compare.Contrast;
import dev.roost.lab.compare.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What all tools told, round by round. Percentiles of a round are those of one run: other tools give no histograms that
 * could be added, so the median of the rounds is told, and never a mean.
 */
public final class Rounds {
    private static final List<Percentile> PERCENTILES = List.of(
            new Percentile("p50", 50, Outcome::p50Ns),
            new Percentile("p90", 90, Outcome::p90Ns),
            new Percentile("p99", 99, Outcome::p99Ns),
            new Percentile("p99.9", 99.9, Outcome::p999Ns),
            new Percentile("longest", 100, Outcome::maxNs));

    private final Map<String, List<Outcome>> rounds = new LinkedHashMap<>();

    private record Percentile(String name, double percent, ToLongFunction<Outcome> ns) {
        List<Long> of(List<Outcome> outcomes) {
            return outcomes.stream().map(ns::applyAsLong).toList();
        }

        boolean toldBy(List<Outcome> outcomes) {
            return outcomes.stream().allMatch(each -> ns.applyAsLong(each) >= 0);
        }
    }

    /**
     * A tool's rounds.
     *
     * @param sentPerSecond each round
     * @param failed in all rounds
     * @param voided rounds in which it had something against its own figures
     * @param times by percentile; those that it does not tell are absent
     */
    public record Standing(
            String tool, boolean openLoop, Spread sentPerSecond, long failed, int voided, Map<String, Spread> times) {}

    /**
     * A tool beside a way of running this generator, or beside the packets of its own runs.
     *
     * @param own what it is compared with
     * @param contrast the tool's time over the other's, round by round
     */
    public record Beside(String tool, String own, Contrast contrast) {}

    /** Adds what a tool told of its next round. */
    void add(Outcome outcome) {
        rounds.computeIfAbsent(outcome.tool(), tool -> new ArrayList<>()).add(outcome);
    }

    /** All in the order of a round: another one begins each time. */
    static <T> List<T> inTurn(List<T> all, int round) {
        List<T> turned = new ArrayList<>(all);
        Collections.rotate(turned, -round);
        return turned;
    }

    /** Every tool, in the order in which they were added. */
    public List<Standing> standings() {
        return rounds.entrySet().stream()
                .map(each -> standing(each.getKey(), each.getValue()))
                .toList();
    }

    private static Standing standing(String tool, List<Outcome> outcomes) {
        Map<String, Spread> times = new LinkedHashMap<>();
        for (Percentile each : PERCENTILES) {
            if (each.toldBy(outcomes)) {
                times.put(each.name, Spread.of(each.of(outcomes)));
            }
        }
        return new Standing(
                tool,
                outcomes.getFirst().openLoop(),
                Spread.of(outcomes.stream().map(Outcome::sentPerSecond).toList()),
                outcomes.stream().mapToLong(Outcome::failed).sum(),
                (int) outcomes.stream().filter(each -> !each.note().isEmpty()).count(),
                times);
    }

    /**
     * Every open-loop tool beside this generator, beside the way of running it that is like the tool, and beside what
     * packets told of its own runs; and these beside one another.
     */
    public List<Beside> besides() {
        List<Beside> all = new ArrayList<>();
        rounds.forEach((tool, outcomes) -> beside(tool, outcomes.getFirst().like())
                .distinct()
                .filter(rounds::containsKey)
                .forEach(other -> addBesides(all, tool, other)));
        return all;
    }

    private static Stream<String> beside(String tool, String like) {
        Stream<String> own = like.isEmpty() ? Stream.of() : Stream.of(Own.DUE.label(), like);
        return Stream.concat(own.filter(each -> Outcome.isOnTheWire(each) == Outcome.isOnTheWire(tool)), wire(tool));
    }

    private static Stream<String> wire(String tool) {
        return Outcome.isOnTheWire(tool) ? Stream.of() : Stream.of(Outcome.onTheWire(tool));
    }

    private void addBesides(List<Beside> all, String tool, String own) {
        List<Outcome> its = rounds.getOrDefault(tool, List.of());
        List<Outcome> ours = rounds.getOrDefault(own, List.of());
        PERCENTILES.stream()
                .filter(each -> each.toldBy(its) && each.toldBy(ours))
                .forEach(each -> all.add(new Beside(
                        tool, own, Contrast.ofRounds(each.name, each.percent, each.of(ours), each.of(its)))));
    }
}
