package dev.roost.lab.run;

import dev.roost.lab.drive.Failure;
import dev.roost.lab.drive.Pauses.Pause;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import dev.roost.telemetry.TimeLog;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Counts what came of a table of requests. After the run. */
final class Tally {
    /** The screen of an app that starts: done when the slowest of its calls is. */
    static final String APP_START = "app-start";

    /** Where each bar of the heat map begins: eight a decade, from 10 us to 100 s. */
    private static final long[] HEAT_FROM_NS = heatBars();

    private static final long SECOND_NS = 1_000_000_000L;

    private final Requests requests;
    private final long warmUpNs;
    private final Map<String, long[]> thresholdsNs;

    /**
     * Over a table.
     *
     * @param thresholdsNs by measure: what is counted exactly
     */
    Tally(Requests requests, long warmUpNs, Map<String, long[]> thresholdsNs) {
        this.requests = requests;
        this.warmUpNs = warmUpNs;
        this.thresholdsNs = thresholdsNs;
    }

    private static long[] heatBars() {
        long[] bars = new long[56];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = (long) (10_000 * Math.pow(10, i / 8.0));
        }
        return bars;
    }

    /** Where each bar of a {@link Second}'s heat begins, in nanoseconds. */
    static long[] heatFromNs() {
        return HEAT_FROM_NS.clone();
    }

    /** Each kind that there was, and app starts. */
    List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Measure measure = measure(kind.word(), row -> requests.kind(row) == kind.number());
            if (measure.planned() > 0) {
                measures.add(measure);
            }
        }
        Measure starts = appStarts();
        if (starts.planned() > 0) {
            measures.add(starts);
        }
        return measures;
    }

    private Measure measure(String name, IntPredicate chosen) {
        TimeRecorder response = new TimeRecorder(thresholds(name));
        TimeRecorder client = new TimeRecorder();
        TimeRecorder queue = new TimeRecorder();
        TimeRecorder service = new TimeRecorder();
        TimeRecorder rest = new TimeRecorder();
        Map<String, Long> failures = new TreeMap<>();
        long planned = 0;
        for (int row = 0; row < requests.size(); row++) {
            if (!counts(row) || !chosen.test(row)) {
                continue;
            }
            planned++;
            if (!requests.succeeded(row)) {
                failures.merge(reason(row), 1L, Long::sum);
                continue;
            }
            response.record(requests.responseNs(row));
            client.record(requests.clientWaitNs(row));
            if (requests.serviceNs(row) >= 0) {
                queue.record(requests.queueNs(row));
                service.record(requests.serviceNs(row));
            }
            rest.record(requests.doneNs(row)
                    - requests.sentNs(row)
                    - Math.max(0, requests.queueNs(row))
                    - Math.max(0, requests.serviceNs(row)));
        }
        return new Measure(
                name,
                planned,
                response.times().count(),
                failures,
                response.times(),
                client.times(),
                queue.times(),
                service.times(),
                rest.times());
    }

    private Measure appStarts() {
        Map<Integer, Long> slowest = new TreeMap<>();
        Map<String, Long> failures = new TreeMap<>();
        for (int row = 0; row < requests.size(); row++) {
            int group = requests.group(row);
            if (group != Plan.NONE && counts(row)) {
                // One call that failed fails the screen.
                long time = requests.succeeded(row) ? requests.responseNs(row) : Long.MAX_VALUE;
                slowest.merge(group, time, Math::max);
            }
        }
        TimeRecorder response = new TimeRecorder(thresholds(APP_START));
        for (long each : slowest.values()) {
            if (each == Long.MAX_VALUE) {
                failures.merge("a call failed", 1L, Long::sum);
            } else {
                response.record(each);
            }
        }
        Times times = response.times();
        return new Measure(
                APP_START,
                slowest.size(),
                times.count(),
                failures,
                times,
                Times.NONE,
                Times.NONE,
                Times.NONE,
                Times.NONE);
    }

    /** How screens see the slow part of single calls. */
    List<TailEffect> tails() {
        return TailEffect.of(requests, warmUpNs);
    }

    /** How late the generator sent. */
    Times lateness() {
        TimeRecorder lateness = new TimeRecorder();
        for (int row = 0; row < requests.size(); row++) {
            if (counts(row)) {
                lateness.record(requests.latenessNs(row));
            }
        }
        return lateness.times();
    }

    /**
     * By how much the generator itself raises the 99th percentile, 0.01 for 1 %: it sent late, and it read late what
     * came while its Java machine stood still.
     */
    double generatorShare(List<Pause> pauses) {
        StoodStill still = new StoodStill(pauses);
        TimeRecorder with = new TimeRecorder();
        TimeRecorder without = new TimeRecorder();
        for (int row = 0; row < requests.size(); row++) {
            if (counts(row) && requests.succeeded(row)) {
                with.record(requests.responseNs(row));
                without.record(requests.responseNs(row)
                        - requests.latenessNs(row)
                        - still.ns(requests.sentNs(row), requests.doneNs(row)));
            }
        }
        long p99Ns = without.times().percentileNs(99);
        return p99Ns == 0 ? 0 : (double) with.times().percentileNs(99) / p99Ns - 1;
    }

    /** Requests that the generator could not send for want of sockets. */
    long generatorFailures() {
        long count = 0;
        for (int row = 0; row < requests.size(); row++) {
            count += !requests.answered(row) && requests.failure(row) == Failure.GENERATOR ? 1 : 0;
        }
        return count;
    }

    /** Every second, the warm-up too. */
    List<Second> seconds() {
        List<Second> seconds = new ArrayList<>();
        if (requests.size() == 0) {
            return seconds;
        }
        int count = (int) (requests.dueNs(requests.size() - 1) / SECOND_NS) + 1;
        int[] answered = new int[count];
        for (int row = 0; row < requests.size(); row++) {
            int second = (int) (requests.doneNs(row) / SECOND_NS);
            if (requests.succeeded(row) && second < count) {
                answered[second]++;
            }
        }
        TimeRecorder recorder = new TimeRecorder();
        int row = 0;
        for (int second = 0; second < count; second++) {
            recorder.clear();
            int planned = 0;
            int[] heat = new int[HEAT_FROM_NS.length];
            for (; row < requests.size() && requests.dueNs(row) / SECOND_NS == second; row++) {
                planned++;
                if (requests.succeeded(row)) {
                    recorder.record(requests.responseNs(row));
                    heat[heatBar(requests.responseNs(row))]++;
                }
            }
            Times times = recorder.times();
            seconds.add(new Second(
                    planned,
                    (int) times.count(),
                    answered[second],
                    times.percentileNs(50),
                    times.percentileNs(99),
                    times.percentileNs(99.9),
                    times.maxNs(),
                    heat));
        }
        return seconds;
    }

    private static int heatBar(long timeNs) {
        int at = Arrays.binarySearch(HEAT_FROM_NS, timeNs);
        return Math.max(0, at < 0 ? -at - 2 : at);
    }

    /** Writes a histogram of each second and kind, without the warm-up. */
    void write(Path file, long startEpochMs) throws IOException {
        try (TimeLog.Writer log = new TimeLog.Writer(file, startEpochMs)) {
            Map<Kind, TimeRecorder> recorders = new TreeMap<>();
            int row = 0;
            while (row < requests.size()) {
                long second = requests.dueNs(row) / SECOND_NS;
                recorders.clear();
                for (; row < requests.size() && requests.dueNs(row) / SECOND_NS == second; row++) {
                    Kind kind = Kind.of(requests.kind(row));
                    if (counts(row) && requests.succeeded(row)) {
                        recorders
                                .computeIfAbsent(kind, each -> new TimeRecorder(thresholds(each.word())))
                                .record(requests.responseNs(row));
                    }
                }
                recorders.forEach((kind, recorder) ->
                        log.interval(kind.word(), second * 1_000, (second + 1) * 1_000, recorder.times()));
            }
        }
    }

    private long[] thresholds(String measure) {
        return thresholdsNs.getOrDefault(measure, new long[0]);
    }

    private boolean counts(int row) {
        return requests.dueNs(row) >= warmUpNs;
    }

    private String reason(int row) {
        return requests.answered(row)
                ? "status " + requests.status(row)
                : requests.failure(row).words();
    }
}
