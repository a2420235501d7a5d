package dev.roost.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param bench the benchmark that measured it
 * @param figure what was measured
 * @param value the median of the rounds, in {@code unit}
 * @param target what is to be reached; null for a figure that only informs
 * @param ratio of this figure to the competitor's, so that more is better for Roost; null without one
 * @param against the competitor; null without one
 */
public record Figure(
        String bench,
        String figure,
        double value,
        String unit,
        @Nullable Target target,
        @Nullable Double ratio,
        @Nullable String against) {

    /** What a figure is to reach. */
    public record Target(boolean atLeast, double bound) {
        boolean met(double value) {
            return atLeast ? value >= bound : value <= bound;
        }

        @Override
        public String toString() {
            return (atLeast ? ">= " : "<= ") + plain(bound);
        }
    }

    /** A figure that only informs. */
    public static Figure of(String bench, String figure, double value, String unit) {
        return new Figure(bench, figure, value, unit, null, null, null);
    }

    /** The same figure, to be at least this. */
    public Figure atLeast(double bound) {
        return new Figure(bench, figure, value, unit, new Target(true, bound), ratio, against);
    }

    /** The same figure, to be at most this. */
    public Figure atMost(double bound) {
        return new Figure(bench, figure, value, unit, new Target(false, bound), ratio, against);
    }

    /** The same figure, beside a competitor's that was measured in the same run; more than 1 is in Roost's favour. */
    public Figure against(String competitor, double timesBetter) {
        return new Figure(bench, figure, value, unit, target, timesBetter, competitor);
    }

    /** Whether the target, if there is one, is missed. */
    public boolean missed() {
        return target != null && !target.met(value);
    }

    /** The members of the figure's JSON line, in order. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("bench", bench);
        members.put("figure", figure);
        members.put("value", rounded(value));
        members.put("unit", unit);
        if (target != null) {
            members.put("target", target.toString());
            members.put("met", !missed());
        }
        if (ratio != null && against != null) {
            members.put("ratio", rounded(ratio));
            members.put("against", against);
        }
        return members;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    }

    /** Three significant digits, thousands separated. */
    static String plain(double value) {
        double size = Math.abs(value);
        if (size >= 1_000_000) {
            return String.format(Locale.ROOT, "%.3g M", value / 1e6).replace(".00 M", " M");
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.3g", value);
    }
}
