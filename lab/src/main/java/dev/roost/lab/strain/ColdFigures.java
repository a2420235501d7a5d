package dev.roost.lab.strain;

import dev.roost.lab.run.Run;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the first seconds after a start say of a server, beside what they are to be. */
final class ColdFigures {
    private static final double READY_MS_MAX = 2_000;
    private static final double HOME_MS_MAX = 50;
    private static final double POST_MS_MAX = 100;
    private static final double ANSWERED_MIN = 0.99;
    private static final double FIRST_MEDIAN_MS_MAX = 1;
    private static final double FIRST_P99_MS_MAX = 5;

    /** The lowest second's goodput may be so much of the last one's. */
    private static final double LOWEST_MIN = 0.5;

    /** A second's goodput may fall to so much of an earlier one's: more would be a collapse. */
    private static final double FALL_MIN = 0.8;

    /** Seconds that belong to the start. */
    private static final int STARTING = 3;

    /** A second with fewer answers has no 99th percentile to speak of, nor have so few first pages. */
    static final int SAMPLES_MIN = 20;

    static final int FIRST_PAGES_MIN = 100;

    private static final String TOO_FEW = "too few answers";

    private ColdFigures() {}

    /** From the beginning of the process to "ready": the longest of all starts, in milliseconds. */
    static Figure ready(long longestNs) {
        return Figure.atMost("start to ready, longest, ms", longestNs / 1e6, READY_MS_MAX);
    }

    /** Of a load that the server, once warm, carries easily. */
    static List<Figure> ofLight(List<ColdSecond> seconds, Load load) {
        List<Figure> figures = new ArrayList<>();
        figures.add(worst("home", seconds, ColdSecond::home, HOME_MS_MAX, load));
        figures.add(worst("post", seconds, ColdSecond::posts, POST_MS_MAX, load));
        double share = seconds.stream().mapToDouble(ColdSecond::share).min().orElse(0);
        String name = "answered well at " + load.name() + ", share in the worst second";
        figures.add(
                load.tooLittle().isEmpty()
                        ? Figure.atLeast(name, share, ANSWERED_MIN)
                        : Figure.untold(name, ANSWERED_MIN, load.tooLittle()));
        return figures;
    }

    /** The 99th percentile of the worst second that has enough answers. */
    private static Figure worst(
            String what, List<ColdSecond> seconds, Function<ColdSecond, Times> times, double targetMs, Load load) {
        String name = what + " p99 at " + load.name() + ", worst second, ms";
        if (!load.tooLittle().isEmpty()) {
            return Figure.untold(name, targetMs, load.tooLittle());
        }
        double worstMs = seconds.stream()
                .map(times)
                .filter(each -> each.count() >= SAMPLES_MIN)
                .mapToDouble(each -> each.percentileNs(99) / 1e6)
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(worstMs)) {
            return Figure.untold(name, targetMs, TOO_FEW);
        }
        Figure figure = Figure.atMost(name, worstMs, targetMs);
        return Boolean.TRUE.equals(figure.met()) || load.generatorShare() <= Run.GENERATOR_SHARE_MAX
                ? figure
                : Figure.untold(
                        name,
                        targetMs,
                        String.format(
                                Locale.ROOT,
                                "the generator itself added %.0f %% to the p99; it was %.1f ms",
                                load.generatorShare() * 100,
                                worstMs));
    }

    /** Of a load that the server carries hardly or not at all. */
    static List<Figure> ofHeavy(List<ColdSecond> seconds, Load load) {
        String lowest = "lowest goodput after the 3rd second at " + load.name() + ", share of the last second's";
        String fall = "deepest fall of goodput at " + load.name() + ", share of an earlier second's";
        if (!load.tooLittle().isEmpty()) {
            return List.of(
                    Figure.untold(lowest, LOWEST_MIN, load.tooLittle()),
                    Figure.untold(fall, FALL_MIN, load.tooLittle()));
        }
        if (seconds.size() <= STARTING || seconds.getLast().goodput() == 0) {
            return List.of(
                    seconds.size() <= STARTING
                            ? Figure.untold(lowest, LOWEST_MIN, "too short")
                            : Figure.missed(lowest, LOWEST_MIN, "nothing was answered in the last second"),
                    fall(fall, seconds));
        }
        double least = seconds.stream()
                .skip(STARTING)
                .mapToLong(ColdSecond::goodput)
                .min()
                .orElse(0);
        return List.of(Figure.atLeast(lowest, least / seconds.getLast().goodput(), LOWEST_MIN), fall(fall, seconds));
    }

    private static Figure fall(String name, List<ColdSecond> seconds) {
        double deepest = 1;
        long best = 0;
        for (ColdSecond each : seconds) {
            best = Math.max(best, each.goodput());
            deepest = best == 0 ? deepest : Math.min(deepest, (double) each.goodput() / best);
        }
        return best == 0
                ? Figure.missed(name, FALL_MIN, "nothing was answered")
                : Figure.atLeast(name, deepest, FALL_MIN);
    }

    /** Of pages of readers who were not there since the start. */
    static List<Figure> ofFirstPages(Times times, int followees, double generatorShare) {
        String what = "first page of " + followees + " followees after a start, ";
        if (times.count() < FIRST_PAGES_MIN) {
            return List.of(
                    Figure.untold(what + "median, ms", FIRST_MEDIAN_MS_MAX, TOO_FEW),
                    Figure.untold(what + "p99, ms", FIRST_P99_MS_MAX, TOO_FEW));
        }
        Figure p99 = Figure.atMost(what + "p99, ms", times.percentileNs(99) / 1e6, FIRST_P99_MS_MAX);
        boolean late = generatorShare > Run.GENERATOR_SHARE_MAX && !Boolean.TRUE.equals(p99.met());
        return List.of(
                Figure.atMost(what + "median, ms", times.percentileNs(50) / 1e6, FIRST_MEDIAN_MS_MAX),
                late
                        ? Figure.untold(
                                what + "p99, ms",
                                FIRST_P99_MS_MAX,
                                String.format(
                                        Locale.ROOT,
                                        "the generator itself added %.0f %% to the p99; it was %.1f ms",
                                        generatorShare * 100,
                                        times.percentileNs(99) / 1e6))
                        : p99);
    }
}
