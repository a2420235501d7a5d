package dev.roost.lab.report;

import dev.roost.lab.report.Chart.Axis;
import dev.roost.lab.report.Chart.Point;
import dev.roost.lab.report.Chart.Tick;
import dev.roost.lab.run.Behind;
import dev.roost.lab.run.Screens;
import dev.roost.lab.run.TailRun.Found;
import dev.roost.telemetry.Times;
import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** Slow parts, as a page and as JSON. */
public final class TailReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TailReport() {}

    /** One page of HTML that opens from disk. */
    public static String html(Found found) {
        Html page = new Html();
        page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Roost lab: tail"
                        + "</title><style>" + Report.STYLE
                        + "</style></head><body>\n<h1>Slow parts</h1><p class=\"faint\">")
                .words(found.run().target().url() + ", "
                        + found.run().startedAt().truncatedTo(ChronoUnit.SECONDS) + ", beside the work of "
                        + found.run().scenario().name())
                .raw("</p>\n");
        for (String each : found.run().voided()) {
            page.raw("<p class=\"verdict bad\">Void: ").words(each).raw("</p>\n");
        }
        screens(page, found.screens());
        behind(page, found.behind());
        return page.raw("</body></html>\n").toString();
    }

    /** Writes the charts as SVG pictures that stand alone into a folder. */
    public static void pictures(Found found, Path folder) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(
                folder.resolve("slow-screens.svg"), slowScreens(found.screens()).svg());
        WholeFile.write(folder.resolve("screens.svg"), response(found.screens()).svg());
    }

    private static void screens(Html page, List<Screens> screens) {
        page.raw(
                        "<h2>Screens that need several calls</h2><p>A screen is there when the slowest of its calls is. Slow is"
                                + " what takes longer than 99 % of all these calls")
                .words(
                        screens.isEmpty()
                                ? ""
                                : ": " + Html.time(screens.getFirst().thresholdNs()))
                .raw(".</p><div class=\"charts\">")
                .raw(slowScreens(screens).toString())
                .raw(response(screens).toString())
                .raw("</div><div class=\"wide\"><table>")
                .row(
                        "th",
                        "calls",
                        "screens",
                        "p50",
                        "p99",
                        "a call p99",
                        "slow calls",
                        "slow screens",
                        "if independent");
        for (Screens each : screens) {
            page.row(
                    "td",
                    Integer.toString(each.calls()),
                    String.format(Locale.ROOT, "%,d", each.screen().count()),
                    Html.percentile(each.screen(), 50),
                    Html.percentile(each.screen(), 99),
                    Html.percentile(each.call(), 99),
                    percent(each.single()),
                    percent(each.measured()),
                    percent(each.independent()));
        }
        page.raw("</table></div>\n");
    }

    private static void behind(Html page, List<Behind> behind) {
        page.raw("<h2>Held up by what is before them</h2><div class=\"wide\"><table>")
                .row("th", "", "how many", "p50", "p99", "otherwise p50", "p99");
        for (Behind each : behind) {
            page.row(
                    "td",
                    each.what(),
                    String.format(Locale.ROOT, "%,d", each.behind().count()),
                    Html.percentile(each.behind(), 50),
                    Html.percentile(each.behind(), 99),
                    Html.percentile(each.otherwise(), 50),
                    Html.percentile(each.otherwise(), 99));
        }
        page.raw("</table></div>\n");
    }

    /** The share of slow screens by the number of calls, beside independent ones. */
    static Chart slowScreens(List<Screens> screens) {
        double most = screens.stream()
                .mapToDouble(each -> Math.max(each.measured(), each.independent()) * 100)
                .max()
                .orElse(1);
        return new Chart("Slow screens, of a hundred", calls(screens), Axis.even("", Math.max(1, most)))
                .line("measured", points(screens, each -> each.measured() * 100))
                .line("if calls were slow independently", points(screens, each -> each.independent() * 100));
    }

    private static Chart response(List<Screens> screens) {
        long least = screens.stream()
                .mapToLong(each -> each.screen().percentileNs(50))
                .min()
                .orElse(1);
        long most = screens.stream()
                .mapToLong(each -> each.screen().percentileNs(99))
                .max()
                .orElse(1);
        return new Chart("Response time of screens", calls(screens), Axis.times("", least, most))
                .line("p50", points(screens, each -> each.screen().percentileNs(50)))
                .line("p99", points(screens, each -> each.screen().percentileNs(99)));
    }

    private static Axis calls(List<Screens> screens) {
        int most = screens.stream().mapToInt(Screens::calls).max().orElse(2);
        return new Axis(
                "calls that a screen needs",
                1,
                Math.max(2, most),
                Math::log10,
                screens.stream()
                        .map(each -> new Tick(each.calls(), Integer.toString(each.calls())))
                        .toList());
    }

    private static List<Point> points(List<Screens> screens, ToDoubleFunction<Screens> figure) {
        return screens.stream()
                .map(each -> new Point(each.calls(), figure.applyAsDouble(each)))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /** One line of JSON; times in milliseconds. */
    public static String json(Found found) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", found.run().scenario().name());
        all.put("target", found.run().target().url());
        all.put("started_at", found.run().startedAt().toString());
        all.put("void", found.run().voided());
        all.put("screens", found.screens().stream().map(TailReport::screen).toList());
        all.put("behind", found.behind().stream().map(TailReport::behind).toList());
        return JSON.writeValueAsString(all);
    }

    private static Map<String, Object> screen(Screens screens) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("calls", screens.calls());
        one.put("screen", times(screens.screen()));
        one.put("call", times(screens.call()));
        one.put("slow_is_over_ms", screens.thresholdNs() / 1e6);
        one.put("slow_calls", screens.single());
        one.put("slow_screens", screens.measured());
        one.put("slow_screens_if_independent", screens.independent());
        return one;
    }

    private static Map<String, Object> behind(Behind behind) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("what", behind.what());
        one.put("behind", times(behind.behind()));
        one.put("otherwise", times(behind.otherwise()));
        return one;
    }

    private static Map<String, Object> times(Times times) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("count", times.count());
        one.put("p50_ms", times.percentileNs(50) / 1e6);
        one.put("p90_ms", times.percentileNs(90) / 1e6);
        one.put("p99_ms", times.percentileNs(99) / 1e6);
        one.put("max_ms", times.maxNs() / 1e6);
        return one;
    }
}
