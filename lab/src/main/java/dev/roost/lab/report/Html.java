package dev.roost.lab.report;

import dev.roost.telemetry.Times;
import java.util.Locale;

/** HTML text as it grows. */
final class Html {
    /** What stands in place of a figure that so few requests do not tell. */
    static final String TOO_FEW = "too few";

    private final StringBuilder text = new StringBuilder(1 << 16);

    /** Markup as it is. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Words, escaped. */
    Html words(String words) {
        text.append(escaped(words));
        return this;
    }

    /** A table's row: {@code th} or {@code td}. */
    Html row(String cell, String... words) {
        text.append("<tr>");
        for (String each : words) {
            text.append('<')
                    .append(cell)
                    .append('>')
                    .append(escaped(each))
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        text.append("</tr>\n");
        return this;
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A percentile, or that there are too few times to tell it; nothing where there is none. */
    static String percentile(Times times, double percent) {
        return times.count() == 0 ? "-" : times.tell(percent) ? time(times.percentileNs(percent)) : TOO_FEW;
    }

    /** A time in the unit that suits it. */
    static String time(long ns) {
        return ns < 1e3
                ? String.format(Locale.ROOT, "%d ns", ns)
                : ns < 1e6
                        ? String.format(Locale.ROOT, "%.3g us", ns / 1e3)
                        : ns < 1e9
                                ? String.format(Locale.ROOT, ns < 99.95e6 ? "%.3g ms" : "%.0f ms", ns / 1e6)
                                : String.format(Locale.ROOT, ns < 99.95e9 ? "%.3g s" : "%.0f s", ns / 1e9);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
