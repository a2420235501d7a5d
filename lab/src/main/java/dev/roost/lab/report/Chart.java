package dev.roost.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A chart as SVG: lines over two axes, each with a scale of its own. Points are given in the axes' units. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 40;
    private static final int HEADER = 50;
    private static final String STYLE = "text{font:12px system-ui,sans-serif;fill:#6b7680}.title{font-weight:600;"
            + "font-size:14px;fill:#1d2327}.grid{stroke:#d9dee2}.mark{stroke:#b3261e}.heat{fill:#1f6f8b}.paper{fill:#fff}";
    private static final List<String> COLOURS =
            List.of("#1f6f8b", "#c8553d", "#588157", "#8f5d9f", "#b38a00", "#6b7680", "#4c6ef5", "#00a39b");

    private final String title;
    private final Axis across;
    private final Axis up;
    private final StringBuilder marks = new StringBuilder();
    private final List<Entry> legend = new ArrayList<>();
    private int lines;

    /** What a colour stands for. */
    private record Entry(String name, String colour) {}

    /**
     * An axis.
     *
     * @param label with its unit
     * @param from the least value
     * @param to the greatest, more than that
     * @param scale turns a value into a position on an even scale, such as {@link Math#log10}
     * @param ticks where numbers stand
     */
    record Axis(String label, double from, double to, DoubleUnaryOperator scale, List<Tick> ticks) {
        double place(double value) {
            double low = scale.applyAsDouble(from);
            double share = (scale.applyAsDouble(value) - low) / (scale.applyAsDouble(to) - low);
            return Math.min(1, Math.max(0, share));
        }

        /** From 0 in even steps. */
        static Axis even(String label, double to) {
            double step = Math.pow(10, Math.floor(Math.log10(Math.max(to, 1e-9))));
            step = to / step > 5 ? step * 2 : to / step > 2 ? step : step / 2;
            List<Tick> ticks = new ArrayList<>();
            for (int i = 0; i * step <= to * 1.0001; i++) {
                ticks.add(new Tick(i * step, String.format(Locale.ROOT, step < 1 ? "%.2f" : "%,.0f", i * step)));
            }
            return new Axis(label, 0, Math.max(to, 1e-9), value -> value, ticks);
        }

        /** A time in nanoseconds by powers of ten. */
        static Axis times(String label, long fromNs, long toNs) {
            double low = Math.floor(Math.log10((double) Math.max(fromNs, 1_000)));
            double high = Math.max(low + 1, Math.ceil(Math.log10((double) Math.max(toNs, 10_000))));
            List<Tick> ticks = new ArrayList<>();
            for (double power = low; power <= high; power++) {
                ticks.add(new Tick(Math.pow(10, power), powerOfTen((int) power)));
            }
            return new Axis(label, Math.pow(10, low), Math.pow(10, high), Math::log10, ticks);
        }
    }

    /** Ten to a power of nanoseconds, 3 or more. */
    private static String powerOfTen(int power) {
        String digits = List.of("1", "10", "100").get(power % 3);
        return digits + " " + List.of("ns", "us", "ms", "s", "ks").get(power / 3);
    }

    /** A number at an axis. */
    record Tick(double value, String text) {}

    /** A point. */
    record Point(double across, double up) {}

    Chart(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    private double x(double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** Adds a line. */
    Chart line(String name, List<Point> points) {
        String colour = COLOURS.get(lines++ % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Point each : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(each.across), y(each.up)));
        }
        marks.append("<polyline fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"")
                .append(path)
                .append("\"><title>")
                .append(Html.escaped(name))
                .append("</title></polyline>\n");
        legend.add(new Entry(name, colour));
        return this;
    }

    /** Adds points that no line joins: what was measured, beside a law. */
    Chart dots(String name, List<Point> points) {
        String colour = COLOURS.get(lines++ % COLOURS.size());
        for (Point each : points) {
            marks.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%s</title></circle>%n",
                    x(each.across),
                    y(each.up),
                    colour,
                    Html.escaped(name)));
        }
        legend.add(new Entry(name, colour));
        return this;
    }

    /** Adds an upright mark, such as a pause. */
    Chart mark(double at, String words) {
        marks.append(String.format(
                Locale.ROOT,
                "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"><title>%s</title></line>%n",
                x(at),
                x(at),
                TOP,
                HEIGHT - BOTTOM,
                Html.escaped(words)));
        return this;
    }

    /** Adds bars on top of one another at an even place across, as high as each part is; a colour for each part. */
    Chart stack(double across, double width, List<Double> parts) {
        double from = 0;
        for (int i = 0; i < parts.size(); i++) {
            double to = from + parts.get(i);
            marks.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                    x(across - width / 2),
                    y(to),
                    x(across + width / 2) - x(across - width / 2),
                    y(from) - y(to),
                    COLOURS.get(i % COLOURS.size())));
            from = to;
        }
        return this;
    }

    /** Names the parts of stacks. */
    Chart parts(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            legend.add(new Entry(names.get(i), COLOURS.get(i % COLOURS.size())));
        }
        return this;
    }

    /** Adds a filled box, {@code strength} from 0 to 1. */
    Chart box(Point lowest, Point highest, double strength, String words) {
        marks.append(String.format(
                Locale.ROOT,
                "<rect class=\"heat\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill-opacity=\"%.3f\">"
                        + "<title>%s</title></rect>%n",
                x(lowest.across),
                y(highest.up),
                Math.max(0.5, x(highest.across) - x(lowest.across)),
                Math.max(0.5, y(lowest.up) - y(highest.up)),
                strength,
                Html.escaped(words)));
        return this;
    }

    /** With its title and legend, as a part of a page. */
    @Override
    public String toString() {
        StringBuilder html = new StringBuilder("<figure><figcaption>")
                .append(Html.escaped(title))
                .append("</figcaption><svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.escaped(title))
                .append("\">\n");
        draw(html);
        html.append("</svg>");
        if (!legend.isEmpty()) {
            html.append("<div class=\"legend\">");
            legend.forEach(each -> html.append("<span><i style=\"background:")
                    .append(each.colour)
                    .append("\"></i>")
                    .append(Html.escaped(each.name))
                    .append("</span>"));
            html.append("</div>");
        }
        return html.append("</figure>\n").toString();
    }

    /** As a picture that stands alone, with its title and legend in it. */
    String svg() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 ")
                .append(-HEADER)
                .append(' ')
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT + HEADER)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.escaped(title))
                .append("\">\n<style>")
                .append(STYLE)
                .append(String.format(
                        Locale.ROOT,
                        "</style>%n<rect class=\"paper\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
                                + "<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>%n",
                        -HEADER,
                        WIDTH,
                        HEIGHT + HEADER,
                        10,
                        20 - HEADER,
                        Html.escaped(title)));
        int at = LEFT;
        for (Entry each : legend) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n",
                    at,
                    31 - HEADER,
                    each.colour,
                    at + 15,
                    40 - HEADER,
                    Html.escaped(each.name)));
            at += 30 + each.name.length() * 7;
        }
        draw(svg);
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg) {
        for (Tick each : up.ticks) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    y(each.value),
                    y(each.value),
                    LEFT - 6,
                    y(each.value) + 4,
                    Html.escaped(each.text)));
        }
        for (Tick each : across.ticks) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                            + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(each.value),
                    x(each.value),
                    TOP,
                    HEIGHT - BOTTOM,
                    x(each.value),
                    HEIGHT - BOTTOM + 16,
                    Html.escaped(each.text)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                WIDTH - RIGHT,
                HEIGHT - 6,
                Html.escaped(across.label)));
        svg.append(marks);
    }
}
