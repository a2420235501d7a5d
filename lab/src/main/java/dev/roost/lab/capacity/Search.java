package dev.roost.lab.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks for the highest load at which objectives are met: doubles until they are missed, halves the interval until it
 * is narrow or time runs short, and asks for the answer once more. A load that was missed narrowly is asked for twice.
 */
public final class Search {
    private static final int DOUBLINGS_MAX = 12;
    private static final double NARROW = 1.1;
    private static final double NEARLY_ALL = 0.95;
    private static final String OUT_OF_TIME =
            " Time ran out before the search was done: more of it (--minutes) tells it more closely.";

    /** The server is taken for one that meets the objectives at no load, so far below the first one. */
    private static final double LOWEST_SHARE = 1.0 / 64;

    private final Probe probe;
    private final Consumer<Step> watcher;
    private final LongSupplier clockNs;
    private final long budgetNs;
    private final List<Step> searched = new ArrayList<>();
    private long beganNs;
    private long longestNs;
    private boolean outOfTime;

    /** Runs a load. */
    @FunctionalInterface
    public interface Probe {
        /** The scenario at this multiple of its rates. */
        Step at(double scale) throws IOException, InterruptedException;
    }

    /**
     * What was found.
     *
     * @param highest the highest load that met the objectives, twice; 0 if none did
     * @param lowestMissed the lowest above it that did not; infinite if none was missed
     * @param outOfTime whether time ran out before the search had come to its end
     * @param searched every step of the search
     */
    public record Found(double highest, double lowestMissed, boolean outOfTime, List<Step> searched) {
        /** In words, the same wherever they are shown. */
        public String words() {
            String end = outOfTime ? OUT_OF_TIME : "";
            if (highest == 0) {
                return "The objectives were met at no load." + end;
            }
            String load = String.format(Locale.ROOT, "x %.4g, %,.0f requests a second", highest, step().duePerSecond());
            return Double.isInfinite(lowestMissed)
                    ? "The objectives were met at every load that was tried, up to " + load + "." + end
                    : "Highest load that met the objectives, twice: " + load
                            + String.format(Locale.ROOT, "; missed at x %.4g.", lowestMissed) + end;
        }

        /** The last step at the highest load; only where there is one. */
        public Step step() {
            return searched.reversed().stream()
                    .filter(each -> each.scale() == highest && each.met())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Tells {@code watcher} of every step.
     *
     * @param clockNs such as {@link System#nanoTime}
     * @param budgetNs after which nothing is narrowed any more
     */
    public Search(Probe probe, Consumer<Step> watcher, LongSupplier clockNs, long budgetNs) {
        this.probe = probe;
        this.watcher = watcher;
        this.clockNs = clockNs;
        this.budgetNs = budgetNs;
    }

    /** Begins at {@code first}; at most 12 doublings and as many halvings. */
    public Found run(double first) throws IOException, InterruptedException {
        beganNs = clockNs.getAsLong();
        double met = 0;
        double missed = Double.POSITIVE_INFINITY;
        double next = first;
        for (int i = 0; i < DOUBLINGS_MAX && Double.isInfinite(missed) && hasTime(); i++, next *= 2) {
            if (stepOrAgain(next)) {
                met = next;
            } else {
                missed = next;
            }
        }
        while (!Double.isInfinite(missed)
                && (met == 0 ? missed > first * LOWEST_SHARE : missed / met > NARROW)
                && hasTime()) {
            double middle = met == 0 ? missed / 2 : Math.sqrt(met * missed);
            if (stepOrAgain(middle)) {
                met = middle;
            } else {
                missed = middle;
            }
        }
        // Once may have been luck: the answer must hold a second time, or the next lower one must.
        while (met > 0 && !step(met)) {
            missed = met;
            met = met > first * LOWEST_SHARE ? met / NARROW : 0;
        }
        return new Found(met, missed, outOfTime, List.copyOf(searched));
    }

    /** Whether the search may go on; where it may not, that is how it ended. */
    private boolean hasTime() {
        outOfTime = !timeIsLeft();
        return !outOfTime;
    }

    /** Whether another step, and the last one, are over in time. */
    private boolean timeIsLeft() {
        return clockNs.getAsLong() - beganNs + 2 * longestNs <= budgetNs;
    }

    private boolean step(double scale) throws IOException, InterruptedException {
        long fromNs = clockNs.getAsLong();
        Step step = probe.at(scale);
        longestNs = Math.max(longestNs, clockNs.getAsLong() - fromNs);
        searched.add(step);
        watcher.accept(step);
        return step.met();
    }

    /**
     * Whether it is met; where it is missed though nearly all was answered, that may have been bad luck: asks again.
     */
    private boolean stepOrAgain(double scale) throws IOException, InterruptedException {
        return step(scale)
                || (searched.getLast().goodPerSecond() >= searched.getLast().duePerSecond() * NEARLY_ALL
                        && timeIsLeft()
                        && step(scale));
    }
}
