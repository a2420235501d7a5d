package dev.roost.lab.run;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import dev.roost.lab.scenario.StartCall;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Screens that need a number of calls, all sent at once and done when the slowest is. A call is a home page, each of
 * another reader, so that no call makes the next one cheaper.
 *
 * @param calls that a screen needs
 * @param call response times of single calls of such screens
 * @param screen response times of the screens
 * @param thresholdNs what counts as slow: the 99th percentile of all calls, of whichever screens
 * @param single the share of calls that took longer
 * @param measured the share of screens that took longer
 * @param independent the share that would have, if its calls knew nothing of one another: {@code 1 - (1 -
 *     single)^calls}
 */
public record Screens(
        int calls, Times call, Times screen, long thresholdNs, double single, double measured, double independent) {
    private static final double SLOW_PERCENT = 99;

    /** How many calls screens need. */
    static final List<Integer> SIZES = List.of(1, 2, 5, 10, 20, 50);

    /**
     * Adds screens of every size to a plan, each size with the same number of calls a second.
     *
     * @param callsPerSecond of all sizes together
     */
    static void add(Plan plan, double callsPerSecond, long lengthNs, int accounts, RandomGenerator random) {
        for (int size : SIZES) {
            double perSecond = callsPerSecond / SIZES.size() / size;
            for (long due : Arrivals.poisson(perSecond, lengthNs, random)) {
                int first = plan.size();
                int reader = random.nextInt(accounts);
                for (int i = 0; i < size; i++) {
                    plan.add(
                            due,
                            Kind.START_CALL.number(),
                            (reader + i) % accounts,
                            StartCall.HOME.ordinal(),
                            Plan.NONE,
                            first);
                }
            }
        }
    }

    /** What came of them, by size. A screen with a failed call is left out. */
    static List<Screens> of(Requests requests, long warmUpNs) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < requests.size(); row++) {
            // An app's start has groups too, whose first call is another one.
            int group = requests.group(row);
            if (group != Plan.NONE
                    && requests.argument(group) == StartCall.HOME.ordinal()
                    && requests.dueNs(row) >= warmUpNs) {
                rows.computeIfAbsent(group, first -> new ArrayList<>()).add(row);
            }
        }
        rows.values().removeIf(each -> !each.stream().allMatch(requests::succeeded));
        TimeRecorder all = new TimeRecorder();
        rows.values().forEach(each -> each.forEach(row -> all.record(requests.responseNs(row))));
        long thresholdNs = all.times().percentileNs(SLOW_PERCENT);
        Map<Integer, List<List<Integer>>> bySize = new TreeMap<>();
        rows.values()
                .forEach(each -> bySize.computeIfAbsent(each.size(), size -> new ArrayList<>())
                        .add(each));
        return bySize.entrySet().stream()
                .map(each -> of(requests, each.getKey(), each.getValue(), thresholdNs))
                .toList();
    }

    private static Screens of(Requests requests, int size, List<List<Integer>> screens, long thresholdNs) {
        TimeRecorder call = new TimeRecorder();
        TimeRecorder screen = new TimeRecorder();
        long slowCalls = 0;
        long slowScreens = 0;
        for (List<Integer> each : screens) {
            long slowestNs = 0;
            for (int row : each) {
                call.record(requests.responseNs(row));
                slowCalls += requests.responseNs(row) > thresholdNs ? 1 : 0;
                slowestNs = Math.max(slowestNs, requests.responseNs(row));
            }
            screen.record(slowestNs);
            slowScreens += slowestNs > thresholdNs ? 1 : 0;
        }
        double single = (double) slowCalls / ((double) size * screens.size());
        return new Screens(
                size,
                call.times(),
                screen.times(),
                thresholdNs,
                single,
                (double) slowScreens / screens.size(),
                1 - Math.pow(1 - single, size));
    }
}
