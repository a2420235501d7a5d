package dev.roost.lab.scenario;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A map of YAML that is read key by key; what nobody read in the end is a mistake. */
public final class Settings {
    private static final Pattern TIME = Pattern.compile("([0-9.]+) *(us|ms|s|m|h)");
    private static final Map<String, Double> UNITS_NS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3_600e9);

    private final String where;
    private final Map<?, ?> values;
    private final Set<Object> unread;

    /** Over a map as SnakeYAML gives it; {@code where} goes into messages. */
    public Settings(String where, @Nullable Object values) throws ScenarioException {
        if (!(values instanceof Map<?, ?> map)) {
            throw new ScenarioException(where + " must be a map");
        }
        this.where = where;
        this.values = map;
        unread = new LinkedHashSet<>(map.keySet());
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Any value, or null. */
    public @Nullable Object raw(String key) {
        unread.remove(key);
        return values.get(key);
    }

    /** A text. */
    public String text(String key, String standard) {
        Object found = raw(key);
        return found == null ? standard : found.toString().strip();
    }

    /** A number within bounds. */
    public double number(String key, double standard, double least, double most) throws ScenarioException {
        Object found = raw(key);
        if (found == null) {
            return standard;
        }
        if (!(found instanceof Number number) || number.doubleValue() < least || number.doubleValue() > most) {
            throw wrong(key, found, "a number from " + least + " to " + most);
        }
        return number.doubleValue();
    }

    /** A time such as {@code 50ms}, in nanoseconds. */
    public long timeNs(String key, long standardNs) throws ScenarioException {
        Object found = raw(key);
        return found == null ? standardNs : timeNs(where + "." + key, found);
    }

    /** A share such as {@code 99.9%} or 0.999. */
    public double share(String key, double standard) throws ScenarioException {
        Object found = raw(key);
        if (found == null) {
            return standard;
        }
        try {
            String text = found.toString().strip();
            // Divided as decimals: 99.95 / 100 as doubles is not the double nearest to 0.9995.
            double share = text.endsWith("%")
                    ? new BigDecimal(text.substring(0, text.length() - 1).strip())
                            .movePointLeft(2)
                            .doubleValue()
                    : Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(key, found, "a share such as 99.9%");
        }
        throw wrong(key, found, "a share from 0% to 100%");
    }

    /** A map below this one; empty if there is none. */
    public Settings below(String key) throws ScenarioException {
        Object found = raw(key);
        return new Settings(where + "." + key, found == null ? Map.of() : found);
    }

    /** What was not read, if anything, is a mistake. */
    public void done() throws ScenarioException {
        if (!unread.isEmpty()) {
            throw new ScenarioException(
                    where + ": unknown key \"" + unread.iterator().next() + "\"");
        }
    }

    /** Reads a time with its unit. */
    public static long timeNs(String where, Object value) throws ScenarioException {
        Matcher parts = TIME.matcher(value.toString().strip());
        if (!parts.matches()) {
            throw new ScenarioException(where + ": \"" + value + "\" is no time such as 50ms, 2s or 5m");
        }
        return (long) (Double.parseDouble(parts.group(1)) * UNITS_NS.getOrDefault(parts.group(2), 1.0));
    }

    /** Where it stands, for messages. */
    @Override
    public String toString() {
        return where;
    }

    private ScenarioException wrong(String key, Object found, String wanted) {
        return new ScenarioException(where + "." + key + ": \"" + found + "\" is not " + wanted);
    }
}
