package dev.roost.lab.report;

import java.util.Locale;

/** HTML text as it grows. */
final class Html {
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
