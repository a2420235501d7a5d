package dev.roost.app.imports;

import java.util.Locale;

/** How the command line shows things. */
public final class Show {
    private static final int QUOTED_CHARS = 60;

    private Show() {}

    /** Foreign text in quotes: cut where it is long, without control characters that a terminal would obey. */
    static String quoted(String text) {
        String shown = text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "…" : text;
        StringBuilder clean = new StringBuilder("\"");
        shown.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return clean.append('"').toString();
    }

    /** A number with its thousands parted, and what it counts. */
    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    /** A duration in seconds. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
