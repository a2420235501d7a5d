package dev.roost.http.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint answers which path: a trie over path segments.
 *
 * <p>A segment of a pattern is literal, a parameter ({@code :id}), or a parameter behind a fixed first character
 * ({@code @:user}). A literal wins over a parameter. Filled by one thread before the server starts, then read by any.
 * Looking up costs one hash look-up a segment.
 */
public final class Routes {
    /** Segments of the longest path that is looked at. */
    private static final int SEGMENTS_MAX = 12;

    final Node root = new Node();

    enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** What answers: exactly one of the two kinds of endpoint. */
    sealed interface Action {
        record Answer(Endpoint endpoint) implements Action {}

        record Stream(StreamEndpoint endpoint) implements Action {}
    }

    record Route(Access access, Action action, List<String> names) {}

    /** A route with the values of its parameters. */
    record Match(Route route, String[] arguments) {
        String argument(String name) {
            int index = route.names.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("no path parameter " + name + " in " + route.names);
            }
            return arguments[index];
        }
    }

    /** What a path leads to. */
    sealed interface Found {
        record Hit(Match match) implements Found {}

        /** The path is there, the method is not. */
        record OtherMethods(String allowed) implements Found {}

        /** No such path. */
        record Nothing() implements Found {}
    }

    private static final Found.Nothing NOTHING = new Found.Nothing();

    static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<Method, Route> routes = new EnumMap<>(Method.class);

        @Nullable
        Node parameter;

        @Nullable
        Node afterAt;
    }

    /** Answers GET and HEAD. */
    public void get(String pattern, Access access, Endpoint endpoint) {
        add(Method.GET, pattern, access, new Action.Answer(endpoint));
    }

    /** Answers POST. */
    public void post(String pattern, Access access, Endpoint endpoint) {
        add(Method.POST, pattern, access, new Action.Answer(endpoint));
    }

    /** Answers PUT. */
    public void put(String pattern, Access access, Endpoint endpoint) {
        add(Method.PUT, pattern, access, new Action.Answer(endpoint));
    }

    /** Answers PATCH. */
    public void patch(String pattern, Access access, Endpoint endpoint) {
        add(Method.PATCH, pattern, access, new Action.Answer(endpoint));
    }

    /** Answers DELETE. */
    public void delete(String pattern, Access access, Endpoint endpoint) {
        add(Method.DELETE, pattern, access, new Action.Answer(endpoint));
    }

    /** Hands GETs over to an endpoint that keeps the answer going. */
    public void stream(String pattern, Access access, StreamEndpoint endpoint) {
        add(Method.GET, pattern, access, new Action.Stream(endpoint));
    }

    private void add(Method method, String pattern, Access access, Action action) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a pattern begins with a slash: " + pattern);
        }
        List<String> names = new ArrayList<>();
        Node node = root;
        for (String segment : segments(pattern)) {
            node = child(node, segment, names);
        }
        if (node.routes.put(method, new Route(access, action, List.copyOf(names))) != null) {
            throw new IllegalStateException("two routes for " + method + " " + pattern);
        }
    }

    private static Node child(Node node, String segment, List<String> names) {
        if (segment.startsWith(":")) {
            names.add(segment.substring(1));
            Node next = node.parameter == null ? new Node() : node.parameter;
            node.parameter = next;
            return next;
        }
        if (segment.startsWith("@:")) {
            names.add(segment.substring(2));
            Node next = node.afterAt == null ? new Node() : node.afterAt;
            node.afterAt = next;
            return next;
        }
        return node.literals.computeIfAbsent(segment, key -> new Node());
    }

    /** Looks a decoded path up; slashes at its end do not count. */
    Found find(@Nullable Method method, String path) {
        List<String> segments = segments(path);
        if (segments.size() > SEGMENTS_MAX) {
            return NOTHING;
        }
        String[] arguments = new String[SEGMENTS_MAX];
        Node node = walk(root, segments, 0, arguments, 0);
        if (node == null) {
            return NOTHING;
        }
        Route route = method == null ? null : node.routes.get(method);
        if (route == null) {
            return new Found.OtherMethods(allowed(node));
        }
        return new Found.Hit(new Match(route, arguments));
    }

    private static @Nullable Node walk(Node node, List<String> segments, int at, String[] arguments, int bound) {
        if (at == segments.size()) {
            return node.routes.isEmpty() ? null : node;
        }
        String segment = segments.get(at);
        Node literal = node.literals.get(segment);
        if (literal != null) {
            Node found = walk(literal, segments, at + 1, arguments, bound);
            if (found != null) {
                return found;
            }
        }
        if (node.afterAt != null && segment.length() > 1 && segment.charAt(0) == '@') {
            arguments[bound] = segment.substring(1);
            Node found = walk(node.afterAt, segments, at + 1, arguments, bound + 1);
            if (found != null) {
                return found;
            }
        }
        if (node.parameter != null) {
            arguments[bound] = segment;
            return walk(node.parameter, segments, at + 1, arguments, bound + 1);
        }
        return null;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(6);
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i > start) {
                    segments.add(path.substring(start, i));
                }
                start = i + 1;
            }
        }
        return segments;
    }

    private static String allowed(Node node) {
        List<String> names = new ArrayList<>();
        for (Method each : node.routes.keySet()) {
            names.add(each.name());
            if (each == Method.GET) {
                names.add("HEAD");
            }
        }
        names.add("OPTIONS");
        return String.join(", ", names);
    }

    static Optional<Method> method(String name) {
        return switch (name) {
            case "GET", "HEAD" -> Optional.of(Method.GET);
            case "POST" -> Optional.of(Method.POST);
            case "PUT" -> Optional.of(Method.PUT);
            case "PATCH" -> Optional.of(Method.PATCH);
            case "DELETE" -> Optional.of(Method.DELETE);
            default -> Optional.empty();
        };
    }
}
