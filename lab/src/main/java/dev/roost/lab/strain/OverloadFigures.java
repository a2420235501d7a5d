package dev.roost.lab.strain;

import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What an overload says of a server, beside what it is to be. */
final class OverloadFigures {
    /** A peak with fewer answers has no 99th percentile to speak of. */
    static final int SAMPLES_MIN = 200;

    private static final double TWICE_SHARE_MIN = 0.95;
    private static final double FIVE_TIMES_SHARE_MIN = 0.9;
    private static final double SLOWER_MAX = 2;
    private static final double REFUSAL_MS_MAX = 5;
    private static final double RECOVERY_SECONDS_MAX = 1;
    private static final double GROWTH_MAX = 1.1;

    /** A generator this late tells late of answers too; of the limit on refusals. */
    private static final double LATENESS_SHARE_MAX = 0.1;

    private static final String TOO_FEW = "too few answers";

    private OverloadFigures() {}

    /** Goodput in a peak as a share of the best. */
    static Figure goodput(Load load, double bestPerSecond) {
        double target = load.times() < 5 ? TWICE_SHARE_MIN : FIVE_TIMES_SHARE_MIN;
        String name = "goodput at " + load.name() + ", share of the best";
        return load.tooLittle().isEmpty()
                ? Figure.atLeast(name, load.goodPerSecond() / bestPerSecond, target)
                : Figure.untold(name, target, load.tooLittle());
    }

    /** The 99th percentile of what was answered well in a peak, as a multiple of that before it. */
    static Figure admitted(Load before, Load peak) {
        String name = "p99 of what was admitted at " + peak.name() + ", times that at " + before.name();
        if (!peak.tooLittle().isEmpty()) {
            return Figure.untold(name, SLOWER_MAX, peak.tooLittle());
        }
        if (before.admitted().count() < SAMPLES_MIN || peak.admitted().count() < SAMPLES_MIN) {
            return Figure.untold(name, SLOWER_MAX, TOO_FEW);
        }
        if (late(before)) {
            // Its lateness would make the figure look better than it is.
            return Figure.untold(name, SLOWER_MAX, lateness(before));
        }
        Figure figure = Figure.atMost(
                name,
                (double) peak.admitted().percentileNs(99) / before.admitted().percentileNs(99),
                SLOWER_MAX);
        // Late, it makes times longer than they were, never shorter.
        return Boolean.TRUE.equals(figure.met()) || !late(peak)
                ? figure
                : Figure.untold(name, SLOWER_MAX, lateness(peak));
    }

    /** The 99th percentile from sending to being turned away, in milliseconds. */
    static Figure refusals(Load load) {
        String name = "p99 from sent to turned away at " + load.name() + ", ms";
        Times times = load.refusals();
        if (times.count() < SAMPLES_MIN) {
            return Figure.untold(
                    name, REFUSAL_MS_MAX, times.count() == 0 ? "nothing was turned away" : "too few were turned away");
        }
        Figure figure = Figure.atMost(name, times.percentileNs(99) / 1e6, REFUSAL_MS_MAX);
        double lateMs = load.lateness().percentileNs(99) / 1e6;
        return Boolean.TRUE.equals(figure.met()) || lateMs <= REFUSAL_MS_MAX * LATENESS_SHARE_MAX
                ? figure
                : Figure.untold(
                        name,
                        REFUSAL_MS_MAX,
                        String.format(
                                Locale.ROOT,
                                "the generator itself was late by %.1f ms (p99), and reads answers as late",
                                lateMs));
    }

    /** How long after the peak objectives are met again, in seconds. */
    static Figure recovery(String what, Calls calls, Load.Stage after, Objectives objectives) {
        String name = "objectives met again after " + what + ", s";
        OptionalDouble seconds = Recovery.seconds(calls, after.fromNs(), after.toNs(), objectives);
        if (seconds.isPresent() && seconds.getAsDouble() <= RECOVERY_SECONDS_MAX) {
            return Figure.atMost(name, seconds.getAsDouble(), RECOVERY_SECONDS_MAX);
        }
        Load load = Load.of(calls, after);
        if (late(load)) {
            return Figure.untold(name, RECOVERY_SECONDS_MAX, lateness(load));
        }
        return seconds.isPresent()
                ? Figure.atMost(name, seconds.getAsDouble(), RECOVERY_SECONDS_MAX)
                : Figure.missed(name, RECOVERY_SECONDS_MAX, "not while it was measured");
    }

    /** How much more memory the server occupied after the peak. */
    static Figure memory(OptionalDouble growth) {
        String name = "memory after the peak, times that before";
        return growth.isPresent()
                ? Figure.atMost(name, growth.getAsDouble(), GROWTH_MAX)
                : Figure.untold(name, GROWTH_MAX, "too short, or the system does not tell");
    }

    /** Whether those who were turned away knew when to come back. */
    static Figure retryAfter(int without) {
        return Figure.atMost("turned away without Retry-After", without, 0);
    }

    /** Figures of every peak among the loads, of which the first one is below capacity. */
    static List<Figure> ofPeaks(List<Load> loads, double bestPerSecond) {
        List<Figure> figures = new ArrayList<>();
        List<Load> peaks = loads.stream().filter(each -> each.times() > 1).toList();
        peaks.forEach(each -> figures.add(goodput(each, bestPerSecond)));
        peaks.forEach(each -> figures.add(admitted(loads.getFirst(), each)));
        peaks.forEach(each -> figures.add(refusals(each)));
        return figures;
    }

    private static boolean late(Load load) {
        return load.generatorShare() > Run.GENERATOR_SHARE_MAX;
    }

    private static String lateness(Load load) {
        return String.format(
                Locale.ROOT,
                "the generator itself added %.0f %% to the p99 at %s",
                load.generatorShare() * 100,
                load.name());
    }
}
