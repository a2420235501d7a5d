package dev.roost.lab.report;

import dev.roost.lab.run.RunResult;
import dev.roost.lab.strain.ColdSecond;
import dev.roost.lab.strain.ColdStartRun;
import dev.roost.lab.strain.Figure;
import dev.roost.lab.strain.Load;
import dev.roost.lab.strain.OverloadRun;
import dev.roost.telemetry.Times;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What overloads and cold starts found, as JSON and for a terminal. */
public final class StrainReport {
    private StrainReport() {}

    /**
     * What was measured.
     *
     * @param what {@code overload} or {@code coldstart}
     * @param scenario its name
     * @param cpus processors that the server was kept to
     * @param capacityPerSecond requests a second that count as the server's capacity
     * @param capacityGiven whether somebody said so, or it was found
     */
    public record About(String what, String scenario, double cpus, double capacityPerSecond, boolean capacityGiven) {}

    /** Whether all that could be told is as it is to be, and nothing but a late generator voids the runs. */
    public static boolean met(List<Figure> figures, List<RunResult> runs) {
        return figures.stream().noneMatch(each -> Boolean.FALSE.equals(each.met()))
                && runs.stream().allMatch(each -> each.voidedButForLateness().isEmpty());
    }

    /** An overload as one line of JSON. */
    public static String json(About about, OverloadRun.Found found) {
        Map<String, Object> all = head(about, found.figures(), found.runs());
        all.put("loads", found.loads().stream().map(StrainReport::load).toList());
        all.put(
                "loads_trying_again",
                found.retried().stream().map(StrainReport::load).toList());
        return line(all, found.runs());
    }

    /** Cold starts as one line of JSON. */
    public static String json(About about, ColdStartRun.Found found) {
        Map<String, Object> all = head(about, found.figures(), found.runs());
        all.put("starts", found.starts().stream().map(StrainReport::start).toList());
        return line(all, found.runs());
    }

    private static Map<String, Object> head(About about, List<Figure> figures, List<RunResult> runs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("measured", about.what);
        all.put("scenario", about.scenario);
        all.put("cpus", about.cpus);
        all.put("capacity_per_second", about.capacityPerSecond);
        all.put("capacity_given", about.capacityGiven);
        all.put("met", met(figures, runs));
        all.put(
                "void",
                runs.stream()
                        .flatMap(each -> each.voidedButForLateness().stream())
                        .toList());
        all.put("figures", figures);
        return all;
    }

    private static String line(Map<String, Object> all, List<RunResult> runs) {
        all.put("runs", runs.stream().map(JsonReport::certification).toList());
        return JsonMapper.shared().writeValueAsString(all);
    }

    private static Map<String, Object> load(Load load) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", load.name());
        one.put("times_capacity", load.times());
        one.put("due_per_second", load.duePerSecond());
        one.put("good_per_second", load.goodPerSecond());
        one.put("failures", load.failures());
        one.put("tried_again", load.retries());
        one.put("admitted", JsonReport.times(load.admitted()));
        one.put("turned_away_after_sent", JsonReport.times(load.refusals()));
        one.put("lateness", JsonReport.times(load.lateness()));
        one.put("sent_share", load.sentShare());
        one.put("generator_share_of_p99", load.generatorShare());
        return one;
    }

    private static Map<String, Object> start(ColdStartRun.Start start) {
        Map<String, Object> one = load(start.load());
        one.put("start_to_ready_ms", start.readyMs());
        one.put("ready_to_first_due_ms", start.toLoadMs());
        one.put("seconds", start.seconds().stream().map(StrainReport::second).toList());
        return one;
    }

    private static Map<String, Object> second(ColdSecond second) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("second", second.second());
        one.put("due", second.due());
        one.put("answered_well", second.answered());
        one.put("goodput", second.goodput());
        one.put("failures", second.failures());
        one.put("home_p99_ms", p99Ms(second.home()));
        one.put("post_p99_ms", p99Ms(second.posts()));
        return one;
    }

    private static double p99Ms(Times times) {
        return times.percentileNs(99) / 1e6;
    }

    /** An overload for a terminal. */
    public static void print(PrintWriter out, About about, OverloadRun.Found found) {
        print(out, about);
        loads(out, found.loads());
        loads(out, found.retried());
        end(out, found.figures(), found.runs());
    }

    /** Cold starts for a terminal. */
    public static void print(PrintWriter out, About about, ColdStartRun.Found found) {
        print(out, about);
        for (ColdStartRun.Start each : found.starts()) {
            out.printf(
                    Locale.ROOT,
                    "%nStart before %s: ready after %,.0f ms, first request due %,.0f ms later.%n",
                    each.load().name(),
                    each.readyMs(),
                    each.toLoadMs());
            if (!each.seconds().isEmpty()) {
                out.printf(
                        "%6s %9s %9s %9s %12s %12s%n",
                        "second", "due", "good", "goodput", "home p99 ms", "post p99 ms");
            }
            for (ColdSecond second : each.seconds()) {
                out.printf(
                        Locale.ROOT,
                        "%6d %,9d %,9d %,9d %12.2f %12.2f  %s%n",
                        second.second(),
                        second.due(),
                        second.answered(),
                        second.goodput(),
                        p99Ms(second.home()),
                        p99Ms(second.posts()),
                        words(second.failures()));
            }
        }
        end(out, found.figures(), found.runs());
    }

    private static void print(PrintWriter out, About about) {
        out.printf(
                Locale.ROOT,
                "%s of %s on %s processors; capacity %,.0f requests a second, %s.%n",
                about.what,
                about.scenario,
                about.cpus,
                about.capacityPerSecond,
                about.capacityGiven ? "as given" : "as found");
    }

    private static void loads(PrintWriter out, List<Load> loads) {
        if (loads.isEmpty()) {
            return;
        }
        out.printf("%n%-50s %9s %9s %10s %10s %14s%n", "load", "due/s", "good/s", "p50 ms", "p99 ms", "refused p99 ms");
        for (Load each : loads) {
            out.printf(
                    Locale.ROOT,
                    "%-50s %,9.0f %,9.0f %10.2f %10.2f %14.2f  %s%n",
                    each.name(),
                    each.duePerSecond(),
                    each.goodPerSecond(),
                    each.admitted().percentileNs(50) / 1e6,
                    p99Ms(each.admitted()),
                    p99Ms(each.refusals()),
                    words(each.failures()) + (each.retries() == 0 ? "" : ", tried again: " + each.retries()));
        }
    }

    private static String words(Map<String, Long> failures) {
        return String.join(
                ", ",
                failures.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList());
    }

    private static void end(PrintWriter out, List<Figure> figures, List<RunResult> runs) {
        out.printf("%n%-78s %9s %9s%n", "figure", "value", "target");
        for (Figure each : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-78s %9s %9s  %s%n",
                    each.figure(),
                    each.value() == null ? "-" : String.format(Locale.ROOT, "%,.3f", each.value()),
                    each.target() == null ? "" : String.format(Locale.ROOT, "%,.4g", each.target()),
                    verdict(each));
        }
        out.printf(
                Locale.ROOT,
                "%n%,d pages compared, %,d wrong%n",
                runs.stream().mapToInt(RunResult::pagesChecked).sum(),
                runs.stream().mapToInt(RunResult::pagesWrong).sum());
        runs.forEach(each -> each.faults().forEach(out::println));
        runs.forEach(each -> each.voidedButForLateness().forEach(reason -> out.println("VOID: " + reason)));
    }

    private static String verdict(Figure figure) {
        String met = figure.met() == null ? "" : figure.met() ? "met" : "MISSED";
        return figure.why().isEmpty() ? met : met.isEmpty() ? figure.why() : met + ": " + figure.why();
    }
}
