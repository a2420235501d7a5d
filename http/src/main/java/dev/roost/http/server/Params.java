package dev.roost.http.server;

import dev.roost.model.Limits;
import dev.roost.model.PageRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent along, whatever way it came: query, urlencoded form, multipart or JSON, all alike.
 *
 * <p>A value is a text, a list of values, or further params under it; JSON numbers and booleans count as text, JSON
 * null as absent. Where a plain parameter is repeated the last one counts. Not for use by several threads.
 */
public final class Params {
    private static final Params EMPTY = new Params(Map.of());
    private static final int DIGITS_MAX = 19;
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "False", "FALSE", "off", "OFF", "");

    /** Each value is a String, a List of values or a Map of name to value. */
    private final Map<String, Object> values;

    Params(Map<String, Object> values) {
        this.values = values;
    }

    /** No parameters. */
    public static Params none() {
        return EMPTY;
    }

    /** Whether anything that is not null came under this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The names at this level, in the order in which they came. */
    public Set<String> names() {
        return values.keySet();
    }

    /** A text as it was sent; empty text is present. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(textOf(values.get(name)));
    }

    /** A text, or this one. */
    public String text(String name, String otherwise) {
        String text = textOf(values.get(name));
        return text == null ? otherwise : text;
    }

    /**
     * A text that must be there and not blank.
     *
     * @throws ApiError 422
     */
    public String required(String name) {
        String text = textOf(values.get(name));
        if (text == null || text.isBlank()) {
            throw ApiError.unprocessable(name + " can't be blank");
        }
        return text;
    }

    /** Yes or no; false for what Mastodon takes as false ({@code 0, f, false, off}, empty), true for anything else. */
    public Optional<Boolean> bool(String name) {
        String text = textOf(values.get(name));
        return text == null ? Optional.empty() : Optional.of(!FALSE.contains(text));
    }

    /** Yes or no, or this. */
    public boolean bool(String name, boolean otherwise) {
        String text = textOf(values.get(name));
        return text == null ? otherwise : !FALSE.contains(text);
    }

    /** A whole number; absent when it is none. */
    public OptionalInt integer(String name) {
        String text = textOf(values.get(name));
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /** An id: a positive number; absent when it is none. */
    public OptionalLong id(String name) {
        long id = parseId(textOf(values.get(name)));
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /**
     * A list: {@code name[]=}, repeated {@code name=}, {@code name[0]=} or a JSON array; a single text is a list of
     * one.
     */
    public List<String> list(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        for (Object each : value instanceof List<?> many ? many : ((Map<?, ?>) value).values()) {
            if (each instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The ids of a list; what is no id is left out. */
    public List<Long> ids(String name) {
        List<Long> ids = new ArrayList<>();
        for (String text : list(name)) {
            long id = parseId(text);
            if (id != 0) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** What is under a name, as {@code source[privacy]} or a JSON object; empty where there is none. */
    public Params nested(String name) {
        return paramsOf(values.get(name));
    }

    /** A list of objects: {@code fields[0][name]=}, {@code fields[][name]=} or a JSON array. */
    public List<Params> items(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return List.of();
        }
        List<Params> items = new ArrayList<>();
        for (Object each : value instanceof List<?> many ? many : ((Map<?, ?>) value).values()) {
            if (each instanceof Map<?, ?>) {
                items.add(paramsOf(each));
            }
        }
        return items;
    }

    /**
     * Which page is asked for: {@code max_id, since_id, min_id, limit}; a limit out of bounds is brought within them.
     */
    public PageRequest page(int defaultLimit, int maxLimit) {
        int limit = integer("limit").orElse(defaultLimit);
        int bounded = Math.max(1, Math.min(limit, Math.min(maxLimit, Limits.PAGE)));
        return new PageRequest(
                parseId(textOf(values.get("max_id"))),
                parseId(textOf(values.get("since_id"))),
                parseId(textOf(values.get("min_id"))),
                bounded);
    }

    /** A positive decimal number, or 0 where the text is none. */
    static long parseId(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > DIGITS_MAX) {
            return 0;
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            id = id * 10 + digit;
        }
        return Math.max(id, 0);
    }

    private static @Nullable String textOf(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof List<?> many && !many.isEmpty() && many.getLast() instanceof String last) {
            return last;
        }
        return null;
    }

    private static Params paramsOf(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return EMPTY;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, each) -> values.put((String) key, each));
        return new Params(values);
    }
}
