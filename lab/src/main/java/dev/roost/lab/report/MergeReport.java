package dev.roost.lab.report;

import dev.roost.telemetry.Spread;
import dev.roost.telemetry.Times;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What several generators measured: together, and how far apart they are. One HTML page that opens from disk. */
public final class MergeReport {
    private static final double[] PERCENTS = {50, 90, 99, 99.9, 99.99, 100};

    private MergeReport() {}

    /** Percentiles that are shown. */
    public static double[] percents() {
        return PERCENTS.clone();
    }

    /**
     * The page.
     *
     * @param generators the names of their logs
     * @param byTag what each of them counted under a tag, in the same order; empty where it counted nothing
     */
    public static String html(List<String> generators, Map<String, List<Times>> byTag) {
        Html page = new Html()
                .raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<title>Roost lab: merged</title><style>" + Report.STYLE + "</style></head><body>\n"
                        + "<h1>Merged</h1><p class=\"faint\">")
                .words(generators.size()
                        + " logs. Percentiles are read from counts that were added; the spread is from the"
                        + " generator where a percentile is lowest to the one where it is highest.")
                .raw("</p><h2>Together</h2><div class=\"wide\"><table>")
                .row("th", "", "count", "p50", "p90", "p99", "p99.9", "p99.99", "longest");
        byTag.forEach((tag, each) -> {
            Times sum = Times.sum(each);
            page.row(
                    "td",
                    name(tag),
                    String.format(Locale.ROOT, "%,d", sum.count()),
                    Html.percentile(sum, 50),
                    Html.percentile(sum, 90),
                    Html.percentile(sum, 99),
                    Html.percentile(sum, 99.9),
                    Html.percentile(sum, 99.99),
                    Html.time(sum.maxNs()));
        });
        page.raw("</table></div><h2>Spread between generators</h2><div class=\"wide\"><table>")
                .row("th", "", "percentile", "together", "lowest", "highest", "highest / lowest");
        byTag.forEach((tag, each) -> {
            for (double percent : PERCENTS) {
                Spread spread = Spread.of(percent, each);
                page.row(
                        "td",
                        name(tag),
                        percent == 100 ? "longest" : "p" + percent,
                        Html.time(spread.mergedNs()),
                        Html.time(spread.lowestNs()),
                        Html.time(spread.highestNs()),
                        String.format(Locale.ROOT, "%.2f", spread.ratio()));
            }
        });
        page.raw("</table></div><h2>Logs</h2><ul>");
        generators.forEach(each -> page.raw("<li>").words(each).raw("</li>"));
        return page.raw("</ul></body></html>\n").toString();
    }

    private static String name(String tag) {
        return tag.isEmpty() ? "-" : tag;
    }
}
