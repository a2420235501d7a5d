package dev.roost.lab.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for the highest load at which objectives are met: doubles until they are missed, halves the interval until it
 * is narrow, and then goes up and down again, so that it shows whether the server recovers.
 */
public final class Search {
    private static final int DOUBLINGS_MAX = 12;
    private static final double NARROW = 1.1;
    private static final List<Double> UP_AND_DOWN = List.of(0.5, 0.8, 1.0, 1.3, 1.6, 1.3, 1.0, 0.8, 0.5);

    private final Probe probe;
    private final Consumer<Step> watcher;
    private final List<Step> searched = new ArrayList<>();

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
     * @param searched every step of the search
     * @param upAndDown the steps of going up and down again, empty if there is nothing to go up to
     */
    public record Found(double highest, double lowestMissed, List<Step> searched, List<Step> upAndDown) {}

    /** Tells {@code watcher} of every step. */
    public Search(Probe probe, Consumer<Step> watcher) {
        this.probe = probe;
        this.watcher = watcher;
    }

    /** Begins at {@code first}; at most 12 doublings, as many halvings, and nine steps up and down. */
    public Found run(double first) throws IOException, InterruptedException {
        double met = 0;
        double missed = Double.POSITIVE_INFINITY;
        double next = first;
        for (int i = 0; i < DOUBLINGS_MAX && Double.isInfinite(missed); i++, next *= 2) {
            if (step(next)) {
                met = next;
            } else {
                missed = next;
            }
        }
        while (!Double.isInfinite(missed) && (met == 0 ? missed > first / 64 : missed / met > NARROW)) {
            double middle = met == 0 ? missed / 2 : Math.sqrt(met * missed);
            if (step(middle)) {
                met = middle;
            } else {
                missed = middle;
            }
        }
        // Once may have been luck: the answer must hold a second time, or the next lower one must.
        while (met > 0 && !step(met)) {
            missed = met;
            met = met > first / 64 ? met / NARROW : 0;
        }
        List<Step> upAndDown = new ArrayList<>();
        if (met > 0 && !Double.isInfinite(missed)) {
            for (double each : UP_AND_DOWN) {
                Step step = probe.at(met * each);
                watcher.accept(step);
                upAndDown.add(step);
            }
        }
        return new Found(met, missed, List.copyOf(searched), upAndDown);
    }

    private boolean step(double scale) throws IOException, InterruptedException {
        Step step = probe.at(scale);
        searched.add(step);
        watcher.accept(step);
        return step.met();
    }
}
