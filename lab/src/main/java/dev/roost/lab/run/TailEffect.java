package dev.roost.lab.run;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.telemetry.TimeRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a screen that needs several calls sees the slow part of single calls: if one call in a hundred is slow, six calls
 * that are slow independently of one another make six screens in a hundred slow.
 *
 * @param calls that a screen needs
 * @param percent of single calls that are at most as slow as the threshold
 * @param thresholdNs what counts as slow
 * @param single the share of single calls that took longer
 * @param measured the share of screens that took longer
 * @param independent the share that would have, if the calls knew nothing of one another: {@code 1 - (1 -
 *     single)^calls}
 */
public record TailEffect(
        int calls, double percent, long thresholdNs, double single, double measured, double independent) {
    private static final double[] PERCENTS = {50, 90, 95, 99, 99.9};

    /** From a table with groups; empty if there are none. Screens with a failed call are left out. */
    static List<TailEffect> of(Requests requests, long warmUpNs) {
        Map<Integer, List<Long>> screens = new TreeMap<>();
        for (int row = 0; row < requests.size(); row++) {
            if (requests.group(row) != Plan.NONE && requests.dueNs(row) >= warmUpNs) {
                screens.computeIfAbsent(requests.group(row), group -> new ArrayList<>())
                        .add(requests.succeeded(row) ? requests.responseNs(row) : Long.MAX_VALUE);
            }
        }
        screens.values().removeIf(each -> each.contains(Long.MAX_VALUE));
        List<TailEffect> effects = new ArrayList<>();
        if (screens.isEmpty()) {
            return effects;
        }
        TimeRecorder recorder = new TimeRecorder();
        screens.values().forEach(each -> each.forEach(recorder::record));
        for (double percent : PERCENTS) {
            effects.add(effect(
                    List.copyOf(screens.values()), percent, recorder.times().percentileNs(percent)));
        }
        return effects;
    }

    private static TailEffect effect(List<List<Long>> screens, double percent, long thresholdNs) {
        int calls = screens.getFirst().size();
        long slowCalls = screens.stream()
                .flatMap(List::stream)
                .filter(each -> each > thresholdNs)
                .count();
        long slowScreens = screens.stream()
                .filter(each -> each.stream().anyMatch(call -> call > thresholdNs))
                .count();
        double single = (double) slowCalls / (calls * (double) screens.size());
        return new TailEffect(
                calls,
                percent,
                thresholdNs,
                single,
                (double) slowScreens / screens.size(),
                1 - Math.pow(1 - single, calls));
    }
}
