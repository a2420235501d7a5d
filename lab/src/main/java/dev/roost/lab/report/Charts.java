package dev.roost.lab.report;

import dev.roost.lab.drive.Pauses.Pause;
import dev.roost.lab.report.Chart.Axis;
import dev.roost.lab.report.Chart.Point;
import dev.roost.lab.report.Chart.Tick;
import dev.roost.lab.run.Measure;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Second;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The charts of a run. */
final class Charts {
    private static final List<Tick> NINES = List.of(
            new Tick(0, "0"),
            new Tick(90, "90 %"),
            new Tick(99, "99 %"),
            new Tick(99.9, "99.9 %"),
            new Tick(99.99, "99.99 %"));
    private static final long PAUSE_SHOWN_NS = 1_000_000;

    private Charts() {}

    /** Response time at each percentile; every nine has the same width. */
    static Chart percentiles(List<Measure> measures) {
        long most = measures.stream()
                .mapToLong(each -> each.response().maxNs())
                .max()
                .orElse(1);
        long least = measures.stream()
                .mapToLong(each -> each.response().percentileNs(1))
                .min()
                .orElse(1);
        Chart chart = new Chart(
                "Response time by percentile, from due to done",
                new Axis("share of requests that took at most so long", 0, 99.995, Charts::nines, NINES),
                Axis.times("", least, most));
        for (Measure each : measures) {
            List<Point> points = new ArrayList<>();
            // A percentile is drawn only as far as there are requests beyond it.
            double last =
                    Math.min(99.995, 100 - 100.0 / Math.max(1, each.response().count()));
            for (double nines = 0; nines < nines(last); nines += 0.02) {
                double percent = 100 - 100 * Math.pow(10, -nines);
                points.add(new Point(percent, each.response().percentileNs(percent)));
            }
            points.add(new Point(last, each.response().maxNs()));
            chart.line(each.name(), points);
        }
        return chart;
    }

    private static double nines(double percent) {
        return -Math.log10(1 - percent / 100);
    }

    /** Percentiles of each second, with the generator's own pauses. */
    static Chart overTime(RunResult result) {
        List<Second> seconds = result.seconds();
        long most = seconds.stream().mapToLong(Second::maxNs).max().orElse(1);
        long least = seconds.stream()
                .mapToLong(Second::p50Ns)
                .filter(each -> each > 0)
                .min()
                .orElse(1);
        Chart chart = new Chart(
                "Response time over time, by the second in which requests were due",
                Axis.even("seconds; grey: the warm-up, red: pauses of the generator over 1 ms", seconds.size()),
                Axis.times("", least, most));
        chart.box(
                new Point(0, 1),
                new Point(result.scenario().warmUpNs() / 1e9, Double.MAX_VALUE),
                0.08,
                "warm-up: does not count");
        chart.line("p50", points(seconds, Second::p50Ns));
        chart.line("p99", points(seconds, Second::p99Ns));
        chart.line("p99.9", points(seconds, Second::p999Ns));
        chart.line("longest", points(seconds, Second::maxNs));
        for (Pause each : result.pauses()) {
            if (each.lengthNs() >= PAUSE_SHOWN_NS) {
                chart.mark(each.atNs() / 1e9, each.cause() + ", " + Html.time(each.lengthNs()));
            }
        }
        return chart;
    }

    /** Where the mean response time of each kind goes: means add up, as percentiles do not. */
    static Chart parts(List<Measure> measures) {
        List<Measure> asked =
                measures.stream().filter(each -> each.client().count() > 0).toList();
        List<Tick> names = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            names.add(new Tick(i + 0.5, asked.get(i).name()));
        }
        double most = asked.stream()
                .mapToDouble(each -> each.response().meanNs() / 1e6)
                .max()
                .orElse(1);
        Chart chart = new Chart(
                "Where the time goes: mean response time, ms",
                new Axis("", 0, Math.max(1, asked.size()), value -> value, names),
                Axis.even("", most));
        for (int i = 0; i < asked.size(); i++) {
            Measure each = asked.get(i);
            double service = each.service().meanNs();
            double queue = each.queue().meanNs();
            chart.stack(
                    i + 0.5,
                    0.6,
                    List.of(
                            each.client().meanNs() / 1e6,
                            queue / 1e6,
                            service / 1e6,
                            Math.max(0, each.response().meanNs() - each.client().meanNs() - queue - service) / 1e6));
        }
        return chart.parts(
                List.of("waiting in the client", "queue in the server", "service", "rest: network, sockets"));
    }

    /** All charts of a run by a short name, in the order in which a page shows them. */
    static Map<String, Chart> of(RunResult result) {
        Map<String, Chart> all = new LinkedHashMap<>();
        all.put("percentiles", percentiles(result.measures()));
        all.put("over-time", overTime(result));
        all.put("load", load(result.seconds()));
        all.put("heat", heat(result.seconds(), Second.heatFromNs()));
        all.put("parts", parts(result.measures()));
        return all;
    }

    /** What was due in each second, and what was answered in it. */
    static Chart load(List<Second> seconds) {
        double most = seconds.stream()
                .mapToDouble(each -> Math.max(each.planned(), each.inTime()))
                .max()
                .orElse(1);
        return new Chart(
                        "Load and goodput, requests a second",
                        Axis.even("seconds", seconds.size()),
                        Axis.even("", most))
                .line("due", points(seconds, Second::planned))
                .line("answered well", points(seconds, Second::inTime));
    }

    private static List<Point> points(List<Second> seconds, ToDoubleFunction<Second> figure) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            if (seconds.get(i).planned() > 0) {
                points.add(new Point(i + 0.5, figure.applyAsDouble(seconds.get(i))));
            }
        }
        return points;
    }

    /** How many requests of each second took how long: the darker, the more. */
    static Chart heat(List<Second> seconds, long[] fromNs) {
        int last = 0;
        int first = fromNs.length - 1;
        int most = 1;
        for (Second each : seconds) {
            for (int bar = 0; bar < fromNs.length; bar++) {
                if (each.heat()[bar] > 0) {
                    first = Math.min(first, bar);
                    last = Math.max(last, bar);
                    most = Math.max(most, each.heat()[bar]);
                }
            }
        }
        Chart chart = new Chart(
                "Heat map: how many requests of a second took how long",
                Axis.even("seconds", seconds.size()),
                Axis.times("", fromNs[Math.min(first, last)], (long) (fromNs[last] * 1.4)));
        for (int second = 0; second < seconds.size(); second++) {
            for (int bar = first; bar <= last; bar++) {
                int count = seconds.get(second).heat()[bar];
                if (count > 0) {
                    chart.box(
                            new Point(second, fromNs[bar]),
                            new Point(second + 1, fromNs[bar] * Math.pow(10, 1 / 8.0)),
                            0.08 + 0.92 * Math.log1p(count) / Math.log1p(most),
                            count + " of " + Html.time(fromNs[bar]) + " and more");
                }
            }
        }
        return chart;
    }
}
