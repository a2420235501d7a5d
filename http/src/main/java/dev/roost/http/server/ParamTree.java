package dev.roost.http.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts flat names with brackets ({@code source[privacy]}, {@code id[]}, {@code fields[0][name]}) into a tree. */
final class ParamTree {
    /** Brackets of one name; deeper ones are taken as part of the last name. */
    private static final int DEPTH_MAX = 5;

    private final Map<String, Object> root = new LinkedHashMap<>();

    Params params() {
        return new Params(root);
    }

    /** Sets a value as a whole. */
    void put(String name, Object value) {
        root.put(name, value);
    }

    /** Sets all of the other's values as a whole. */
    void putAll(ParamTree other) {
        root.putAll(other.root);
    }

    /** Adds one flat parameter; a plain name that comes again becomes a list. */
    void add(String name, String value) {
        int bracket = name.indexOf('[');
        if (bracket <= 0) {
            repeat(root, name, value);
            return;
        }
        List<String> path = new ArrayList<>(3);
        path.add(name.substring(0, bracket));
        int at = bracket;
        while (at < name.length() && name.charAt(at) == '[' && path.size() <= DEPTH_MAX) {
            int end = name.indexOf(']', at);
            if (end < 0) {
                break;
            }
            path.add(name.substring(at + 1, end));
            at = end + 1;
        }
        insert(path, value);
    }

    private static void repeat(Map<String, Object> into, String name, String value) {
        Object before = into.get(name);
        if (before == null || before instanceof Map<?, ?>) {
            into.put(name, value);
        } else if (before instanceof List<?> many) {
            List<Object> all = new ArrayList<>(many);
            all.add(value);
            into.put(name, all);
        } else {
            into.put(name, new ArrayList<>(List.of(before, value)));
        }
    }

    private void insert(List<String> path, String value) {
        Map<String, Object> map = root;
        for (int i = 0; i < path.size(); i++) {
            String key = path.get(i);
            boolean last = i == path.size() - 1;
            boolean listNext = !last && path.get(i + 1).isEmpty();
            if (last) {
                repeat(map, key, value);
                return;
            }
            if (listNext) {
                List<Object> list = listAt(map, key);
                if (i + 2 == path.size()) {
                    list.add(value);
                    return;
                }
                map = item(list, path.get(i + 2));
                i++;
            } else {
                map = mapAt(map, key);
            }
        }
    }

    @SuppressWarnings("unchecked") // lists in the tree are made here, and hold objects
    private static List<Object> listAt(Map<String, Object> map, String key) {
        Object there = map.get(key);
        if (there instanceof List<?> list) {
            return (List<Object>) list;
        }
        List<Object> list = new ArrayList<>();
        if (there instanceof String single) {
            list.add(single);
        }
        map.put(key, list);
        return list;
    }

    @SuppressWarnings("unchecked") // maps in the tree are made here, with text as keys
    private static Map<String, Object> mapAt(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Map<?, ?> nested) {
            return (Map<String, Object>) nested;
        }
        Map<String, Object> nested = new LinkedHashMap<>();
        map.put(key, nested);
        return nested;
    }

    /** The item of {@code fields[][name]} that a key belongs to: a key that comes again begins the next item. */
    @SuppressWarnings("unchecked") // maps in the tree are made here, with text as keys
    private static Map<String, Object> item(List<Object> list, String key) {
        if (!list.isEmpty() && list.getLast() instanceof Map<?, ?> last && !last.containsKey(key)) {
            return (Map<String, Object>) last;
        }
        Map<String, Object> next = new LinkedHashMap<>();
        list.add(next);
        return next;
    }
}
