package dev.roost.lab.report;

import dev.roost.lab.run.Measure;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.RunResult.Judged;
import dev.roost.lab.run.TailEffect;
import dev.roost.lab.scenario.Scenario;
import dev.roost.telemetry.Times;
import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** A run as one HTML page that opens from disk: no scripts, nothing from elsewhere. */
public final class Report {
    /** Of every page. */
    static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1d2327; --paper: #fff; --faint: #6b7680; --line: #d9dee2;
              --good: #23704a; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9eb; --paper: #15191c; --faint: #9aa5ae;
              --line: #353d43; --good: #6fcf97; --bad: #ff8a80; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 4rem; color: var(--ink);
              background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
            p { max-width: 46rem; margin: .4rem 0; } .faint, figcaption, .legend { color: var(--faint); }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1.5rem; }
            figure { margin: 0; min-width: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
            svg { width: 100%; height: auto; display: block; } svg text { font-size: 12px; fill: var(--faint); }
            .grid { stroke: var(--line); stroke-width: 1; } .mark { stroke: var(--bad); stroke-width: 1; }
            .heat { fill: #1f6f8b; } .legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem; }
            .legend i { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; border-radius: 2px; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; padding-left: 0; }
            th { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
            .verdict { border-left: 4px solid; padding: .4rem .8rem; margin: 1rem 0; font-weight: 600; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
            dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
            @media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } svg text { font-size: 17px; } }
            """;

    private final RunResult result;
    private final Html page = new Html();

    private Report(RunResult result) {
        this.result = result;
    }

    /** The page. */
    public static String html(RunResult result) {
        return new Report(result).write();
    }

    /** Writes each chart as an SVG picture that stands alone, {@code percentiles.svg} and so on, into a folder. */
    public static void pictures(RunResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Chart> each : Charts.of(result).entrySet()) {
            WholeFile.write(
                    folder.resolve(each.getKey() + ".svg"), each.getValue().svg());
        }
    }

    private String write() {
        Scenario scenario = result.scenario();
        page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .words("Roost lab: " + scenario.name())
                .raw("</title><style>" + STYLE + "</style></head><body>\n<h1>")
                .words(scenario.name())
                .raw("</h1><p>")
                .words(scenario.about())
                .raw("</p><p class=\"faint\">")
                .words(result.target().url() + ", " + result.startedAt().truncatedTo(ChronoUnit.SECONDS))
                .raw("</p>\n");
        conclusion();
        measures();
        page.raw("<h2>Charts</h2><div class=\"charts\">");
        Charts.of(result).values().forEach(each -> page.raw(each.toString()));
        page.raw("</div>\n");
        waiting();
        tails();
        delivery();
        failures();
        generator();
        settings();
        return page.raw("</body></html>\n").toString();
    }

    private void conclusion() {
        for (String each : result.voided()) {
            page.raw("<p class=\"verdict bad\">Void: ").words(each).raw("</p>\n");
        }
        for (String each : result.faults()) {
            page.raw("<p class=\"bad\">").words(each).raw("</p>\n");
        }
        if (result.verdicts().isEmpty()) {
            return;
        }
        page.raw("<h2>Objectives</h2><div class=\"wide\"><table>")
                .row("th", "", "met", "good", "of", "share", "target", "budget burnt");
        for (Judged each : result.verdicts()) {
            var verdict = each.verdict();
            String name = verdict.objective().name() + (each.consequence().isEmpty() ? "" : " (agreed)");
            page.row(
                    "td",
                    name,
                    (verdict.met() ? "met" : "MISSED") + (verdict.isSure() ? "" : ", too few to say"),
                    count(verdict.good()),
                    count(verdict.total()),
                    share(verdict.share()),
                    share(verdict.objective().target()),
                    String.format(Locale.ROOT, "%.2f x", verdict.burnRate()));
        }
        page.raw("</table></div>\n");
        for (Judged each : result.verdicts()) {
            if (!each.verdict().met() && !each.consequence().isEmpty()) {
                page.raw("<p class=\"bad\">")
                        .words("Consequence: " + each.consequence())
                        .raw("</p>\n");
            }
        }
    }

    private void measures() {
        page.raw("<h2>Response time</h2><p class=\"faint\">")
                .words(Legend.WELL + " " + Legend.TOO_FEW + " " + Legend.START_CALL)
                .raw("</p><div class=\"wide\"><table>")
                .row("th", "", "due", "answered well", "p50", "p90", "p99", "p99.9", "longest");
        for (Measure each : result.measures()) {
            Times times = each.response();
            page.row(
                    "td",
                    each.name(),
                    count(each.planned()),
                    count(each.succeeded()),
                    at(times, 50),
                    at(times, 90),
                    at(times, 99),
                    at(times, 99.9),
                    Html.time(times.maxNs()));
        }
        page.raw("</table></div>\n");
    }

    private void waiting() {
        page.raw(
                        "<h2>Waiting and service</h2><p class=\"faint\">Percentiles of each part on its own: they do not add up to"
                                + " those of the whole. The server tells its queue and service time in a Server-Timing header.</p>"
                                + "<div class=\"wide\"><table>")
                .row("th", "", "client p50", "p99", "server queue p50", "p99", "service p50", "p99", "rest p50", "p99");
        for (Measure each : result.measures()) {
            if (each.client().count() > 0) {
                page.row(
                        "td",
                        each.name(),
                        at(each.client(), 50),
                        at(each.client(), 99),
                        at(each.queue(), 50),
                        at(each.queue(), 99),
                        at(each.service(), 50),
                        at(each.service(), 99),
                        at(each.rest(), 50),
                        at(each.rest(), 99));
            }
        }
        page.raw("</table></div>\n");
    }

    private void tails() {
        if (result.tails().isEmpty()) {
            return;
        }
        page.raw("<h2>The tail of a screen of " + result.tails().getFirst().calls()
                + " calls</h2><p class=\"faint\">How many screens wait for at least one call"
                + " that is slower than so many of all calls; beside it, what it would be if the calls were slow"
                + " independently of one another.</p><div class=\"wide\"><table>");
        page.row("th", "slower than", "of calls", "calls", "screens", "if independent");
        for (TailEffect each : result.tails()) {
            page.row(
                    "td",
                    Html.time(each.thresholdNs()),
                    share(each.percent() / 100),
                    share(each.single()),
                    share(each.measured()),
                    share(each.independent()));
        }
        page.raw("</table></div>\n");
    }

    private void delivery() {
        if (result.delivery().isEmpty() && result.polled().isEmpty()) {
            return;
        }
        page.raw("<h2>Delivery time</h2><p class=\"faint\">From a post's due time to its arrival at a reader, by the"
                        + " number of its author's followers: at a reader's stream, and at the first look at home that"
                        + " shows it, which is mostly the time between two looks.</p><div class=\"wide\"><table>")
                .row("th", "followers", "arrivals", "p50", "p99", "p99.9", "longest");
        delivery("streaming", result.delivery());
        delivery("looking", result.polled());
        page.raw("</table></div>\n");
    }

    private void delivery(String how, Map<String, Times> byFollowers) {
        byFollowers.forEach((followers, times) -> page.row(
                "td",
                how + ", " + followers,
                count(times.count()),
                at(times, 50),
                at(times, 99),
                at(times, 99.9),
                Html.time(times.maxNs())));
    }

    private void failures() {
        page.raw("<h2>Errors</h2>");
        if (result.measures().stream().allMatch(each -> each.failures().isEmpty())) {
            page.raw("<p>None.</p>\n");
            return;
        }
        page.raw("<div class=\"wide\"><table>").row("th", "", "what", "how many");
        for (Measure each : result.measures()) {
            each.failures().forEach((reason, count) -> page.row("td", each.name(), reason, count(count)));
        }
        page.raw("</table></div>\n");
    }

    private void generator() {
        Times late = result.lateness();
        long longestNs = result.pauses().stream()
                .mapToLong(each -> each.lengthNs())
                .max()
                .orElse(0);
        page.raw("<h2>Can it be trusted?</h2><dl>");
        fact("pages compared", count(result.pagesChecked()) + ", " + result.pagesWrong() + " wrong");
        fact(
                "the generator sent late by",
                "p50 " + at(late, 50) + ", p99 " + at(late, 99) + ", p99.9 " + at(late, 99.9) + ", at most "
                        + Html.time(late.maxNs()));
        fact("which adds to the p99", String.format(Locale.ROOT, "%.2f %%", result.generatorShare() * 100));
        fact("its Java machine stood still", result.pauses().size() + " times, at most " + Html.time(longestNs));
        page.raw("</dl>\n");
    }

    private void settings() {
        Scenario scenario = result.scenario();
        page.raw("<h2>Settings, machine and versions</h2><dl>");
        fact("length, warm-up", Html.time(scenario.lengthNs()) + ", " + Html.time(scenario.warmUpNs()));
        fact("accounts", count(scenario.community().accounts()));
        fact("streams", count(scenario.streams()));
        scenario.rates()
                .forEach((work, rate) -> fact(
                        work.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        String.format(Locale.ROOT, "%,.2f a second, %s", rate.perSecond(), rate.arrivals())
                                + (rate.peakPerSecond() > 0
                                        ? String.format(Locale.ROOT, ", peaks of %,.2f", rate.peakPerSecond())
                                        : "")));
        fact("seed", Long.toString(scenario.seed()));
        result.machine().forEach(this::fact);
        fact("Roost lab", result.versions().lab());
        fact("server", result.versions().server());
        fact("Java", result.versions().java());
        page.raw("</dl>\n");
    }

    private void fact(String name, String value) {
        page.raw("<dt>").words(name).raw("</dt><dd>").words(value).raw("</dd>");
    }

    private static String at(Times times, double percent) {
        return Html.percentile(times, percent);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.4f", share * 100).replaceAll("\\.?0+$", "") + " %";
    }
}
