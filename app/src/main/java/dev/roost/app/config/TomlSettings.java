package dev.roost.app.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * The settings in one TOML file. Each getter names a setting and what it may be; what is wrong, and at the end what is
 * unknown, is collected as problems, so that an operator sees all of them at once.
 *
 * <p>One thread.
 */
final class TomlSettings {
    private final String file;
    private final @Nullable TomlParseResult toml;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    /** What of the file is no TOML, if anything; the rest of it then says nothing that can be relied on. */
    private final @Nullable Problem syntax;

    /**
     * @param file its name, as problems shall call it
     * @param toml null for no file: every getter gives its default, and the parser need not be loaded
     */
    TomlSettings(String file, @Nullable TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
        // The first one alone: the parser goes on behind a mistake, and mostly takes what follows for more of them.
        this.syntax = (toml == null ? List.<TomlParseError>of() : toml.errors())
                .stream()
                        .map(error -> new Problem(
                                error.position().line(), "not TOML: " + oneLine(String.valueOf(error.getMessage()))))
                        .findFirst()
                        .orElse(null);
    }

    int integer(String key, int min, int max, int otherwise) {
        return (int) wholeNumber(key, min, max, otherwise);
    }

    long wholeNumber(String key, long min, long max, long otherwise) {
        String allowed = "a whole number from " + min + " to " + max;
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        refuse(key, value, allowed);
        return otherwise;
    }

    /** A whole number, or one of some words that stand for something else. */
    <T> T integerOr(
            String key, int min, int max, IntFunction<? extends T> ofNumber, Map<String, T> words, T otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return ofNumber.apply(number.intValue());
        }
        T named = value instanceof String word ? words.get(word) : null;
        if (named != null) {
            return named;
        }
        String quoted = words.keySet().stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" or "));
        refuse(key, value, "a whole number from " + min + " to " + max + ", or " + quoted);
        return otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        refuse(key, value, "true or false");
        return otherwise;
    }

    String text(String key, String allowed, Predicate<String> accepted, String otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text && accepted.test(text)) {
            return text;
        }
        refuse(key, value, allowed);
        return otherwise;
    }

    List<String> texts(String key, List<String> otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof TomlArray array && array.toList().stream().allMatch(String.class::isInstance)) {
            return array.toList().stream().map(String.class::cast).toList();
        }
        refuse(key, value, "a list of texts");
        return otherwise;
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object value = value(key);
        if (value == null) {
            return otherwise;
        }
        for (E each : Objects.requireNonNull(type.getEnumConstants())) {
            if (value.equals(each.name().toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        refuse(key, value, names(type));
        return otherwise;
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(each -> "\"" + each.name().toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.joining(" or "));
    }

    /**
     * Every problem so far, and a line for every setting that no getter has named; in the order of the file. Of a file
     * that is no TOML, where that begins.
     */
    List<String> problems() {
        if (syntax != null) {
            return List.of(told(syntax));
        }
        List<Problem> all = new ArrayList<>(problems);
        for (List<String> path : toml == null ? Set.<List<String>>of() : toml.keyPathSet(false)) {
            String key = String.join(".", path);
            if (!known.contains(key)) {
                all.add(new Problem(
                        line(path),
                        key + " is not a setting; "
                                + nearest(key)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("allowed are: " + String.join(", ", known))));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(this::told)
                .toList();
    }

    private String told(Problem problem) {
        return file + " line " + problem.line + ": " + problem.text;
    }

    private Optional<String> nearest(String key) {
        int farthest = Math.max(2, key.length() / 3);
        return known.stream()
                .filter(each -> distance(each, key) <= farthest || each.endsWith("." + key))
                .min(Comparator.comparingInt(each -> each.endsWith("." + key) ? 0 : distance(each, key)));
    }

    /** Levenshtein's distance: characters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private @Nullable Object value(String key) {
        known.add(key);
        if (toml == null) {
            return null;
        }
        List<String> path = List.of(key.split("\\."));
        Object table = toml;
        for (String part : path.subList(0, path.size() - 1)) {
            table = table instanceof TomlTable inner ? inner.get(List.of(part)) : null;
        }
        return table instanceof TomlTable inner ? inner.get(List.of(path.getLast())) : null;
    }

    private void refuse(String key, Object value, String allowed) {
        problems.add(
                new Problem(line(List.of(key.split("\\."))), key + " is " + shown(value) + "; allowed: " + allowed));
    }

    private int line(List<String> path) {
        TomlPosition position = toml == null ? null : toml.inputPositionOf(path);
        return position == null ? 1 : position.line();
    }

    private static String shown(Object value) {
        String text = switch (value) {
            case String string -> "\"" + string + "\"";
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> value.toString();
        };
        return oneLine(text.length() > 60 ? text.substring(0, 60) + "..." : text);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private record Problem(int line, String text) {}
}
