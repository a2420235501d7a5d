package dev.roost.lab.report;

import dev.roost.lab.capacity.ScalingLaw;
import dev.roost.lab.capacity.ScalingLaw.Estimate;
import dev.roost.lab.capacity.Search;
import dev.roost.lab.capacity.Step;
import dev.roost.lab.report.Chart.Axis;
import dev.roost.lab.report.Chart.Point;
import dev.roost.lab.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How much load a server takes, and how that goes with its size: one HTML page that opens from disk. */
public final class CapacityReport {
    private static final int CURVE_POINTS = 100;

    private CapacityReport() {}

    /** One server, and loads that go up and down again; {@code stairs} may be empty. */
    public static String html(Scenario scenario, String target, Search.Found found, List<Step> stairs) {
        Html page = begin(scenario, target);
        page.raw("<p>")
                .words(found.words())
                .raw("</p><p class=\"faint\">")
                .words(Legend.WELL + " " + Legend.TOO_FEW)
                .raw("</p><div class=\"charts\">");
        List<Step> searched = found.searched().stream()
                .sorted(Comparator.comparingDouble(Step::duePerSecond))
                .toList();
        page.raw(times("Response time against load, found by search", searched).toString());
        page.raw(goodput(searched, stairs).toString());
        if (!stairs.isEmpty()) {
            int top = stairs.size() / 2;
            page.raw(upAndDown(stairs.subList(0, top + 1), stairs.subList(top, stairs.size()))
                    .toString());
        }
        page.raw("</div>");
        table(page, "The search", found.searched());
        if (!stairs.isEmpty()) {
            table(page, "Up and down, without a pause", stairs);
        }
        return page.raw("</body></html>\n").toString();
    }

    /** Several sizes, the law that was fitted to some of them, and those that were held out. */
    public static String html(
            Scenario scenario, ScalingLaw law, List<ScalingLaw.Point> fitted, List<ScalingLaw.Point> held) {
        Html page = begin(scenario, "the highest load within the objectives against size");
        double largest = Stream.concat(fitted.stream(), held.stream())
                .mapToDouble(ScalingLaw.Point::size)
                .max()
                .orElse(1);
        List<Point> told = new ArrayList<>();
        List<Point> low = new ArrayList<>();
        List<Point> high = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double size = law.unit() + (largest * 1.2 - law.unit()) * i / CURVE_POINTS;
            Estimate at = law.at(size);
            told.add(new Point(size, at.value()));
            low.add(new Point(size, Math.max(0, at.low())));
            high.add(new Point(size, at.high()));
        }
        Chart chart = new Chart(
                "Requests a second within the objectives",
                Axis.even("size: processors or nodes", largest * 1.2),
                Axis.even("", high.stream().mapToDouble(Point::up).max().orElse(1)));
        chart.line("the law", told).line("lower limit, 95 %", low).line("upper limit, 95 %", high);
        chart.dots("measured", points(fitted)).dots("held out", points(held));
        page.raw("<div class=\"charts\">")
                .raw(chart.toString())
                .raw("</div><h2>Figures</h2><div class=\"wide\"><table>");
        page.row("th", "", "value", "from", "to");
        figure(page, "lambda, requests a second", law.lambda());
        figure(page, "sigma", law.sigma());
        figure(page, law.kappaFixed() ? "kappa, held at 0" : "kappa", law.kappa());
        page.raw("</table></div><h2>Points</h2><div class=\"wide\"><table>")
                .row("th", "size", "measured, a second", "the law", "from", "to");
        Stream.concat(fitted.stream(), held.stream()).forEach(each -> {
            Estimate at = law.at(each.size());
            page.row(
                    "td",
                    each.size() + (held.contains(each) ? " (held out)" : ""),
                    whole(each.perSecond()),
                    whole(at.value()),
                    whole(at.low()),
                    whole(at.high()));
        });
        return page.raw("</table></div></body></html>\n").toString();
    }

    private static Html begin(Scenario scenario, String what) {
        return new Html()
                .raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .words("Roost lab: capacity, " + scenario.name())
                .raw("</title><style>" + Report.STYLE + "</style></head><body>\n<h1>")
                .words("Capacity: " + scenario.name())
                .raw("</h1><p class=\"faint\">")
                .words(what)
                .raw("</p>\n");
    }

    private static List<Point> points(List<ScalingLaw.Point> measured) {
        return measured.stream()
                .sorted(Comparator.comparingDouble(ScalingLaw.Point::size))
                .flatMap(each -> cross(each.size(), each.perSecond()))
                .toList();
    }

    /** A point as a line that can be seen where it stands alone. */
    private static Stream<Point> cross(double across, double up) {
        return Stream.of(
                new Point(across, up),
                new Point(across, up * 1.02),
                new Point(across, up * 0.98),
                new Point(across, up));
    }

    private static Chart times(String title, List<Step> steps) {
        Chart chart = new Chart(title, Axis.even("requests due a second", most(steps)), timesOf(steps));
        return chart.line("p50", line(steps, Step::p50Ns))
                .line("p99", line(steps, Step::p99Ns))
                .line("p99.9", line(steps, Step::p999Ns));
    }

    private static Chart upAndDown(List<Step> up, List<Step> down) {
        List<Step> all = Stream.concat(up.stream(), down.stream()).toList();
        return new Chart(
                        "Response time on the way up and on the way down",
                        Axis.even("requests due a second", most(all)),
                        timesOf(all))
                .line("p50 up", line(up, Step::p50Ns))
                .line("p50 down", line(down, Step::p50Ns))
                .line("p99 up", line(up, Step::p99Ns))
                .line("p99 down", line(down, Step::p99Ns));
    }

    private static Chart goodput(List<Step> searched, List<Step> stairs) {
        double most = Math.max(most(searched), most(stairs));
        Chart chart = new Chart(
                "Goodput: what was answered well", Axis.even("requests due a second", most), Axis.even("", most));
        chart.line("found by search", line(searched, Step::goodPerSecond));
        return stairs.isEmpty() ? chart : chart.line("up and down", line(stairs, Step::goodPerSecond));
    }

    private static Axis timesOf(List<Step> steps) {
        return Axis.times(
                "",
                steps.stream().mapToLong(Step::p50Ns).min().orElse(1),
                steps.stream().mapToLong(Step::p999Ns).max().orElse(1));
    }

    private static double most(List<Step> steps) {
        return steps.stream().mapToDouble(Step::duePerSecond).max().orElse(1);
    }

    private static List<Point> line(List<Step> steps, ToDoubleFunction<Step> figure) {
        return steps.stream()
                .map(each -> new Point(each.duePerSecond(), figure.applyAsDouble(each)))
                .toList();
    }

    private static void table(Html page, String title, List<Step> steps) {
        page.raw("<h2>").words(title).raw("</h2><div class=\"wide\"><table>");
        page.row("th", "multiple", "due, a second", "well, a second", "p50", "p99", "p99.9", "");
        for (Step each : steps) {
            page.row(
                    "td",
                    String.format(Locale.ROOT, "%.4g", each.scale()),
                    whole(each.duePerSecond()),
                    whole(each.goodPerSecond()),
                    Html.time(each.p50Ns()),
                    each.tells(99) ? Html.time(each.p99Ns()) : Html.TOO_FEW,
                    each.tells(99.9) ? Html.time(each.p999Ns()) : Html.TOO_FEW,
                    each.met() ? "met" : each.why());
        }
        page.raw("</table></div>\n");
    }

    private static void figure(Html page, String name, Estimate estimate) {
        page.row("td", name, number(estimate.value()), number(estimate.low()), number(estimate.high()));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, Math.abs(number) >= 10 ? "%,.0f" : "%.4f", number);
    }
}
