package dev.roost.http.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that routes lead to, for tests that go over all of it. */
public final class RouteList {
    private final List<Entry> entries = new ArrayList<>();

    /** One endpoint. */
    public record Entry(String method, String pattern, Access access, boolean stream) {
        /** {@code GET /api/v1/accounts/:id}. */
        public String name() {
            return method + " " + pattern;
        }
    }

    /** By path and method. */
    public static List<Entry> of(Routes routes) {
        RouteList list = new RouteList();
        list.walk(routes.root, "");
        list.entries.sort(Comparator.comparing(Entry::pattern).thenComparing(Entry::method));
        return list.entries;
    }

    private void walk(Routes.Node node, String path) {
        node.routes.forEach((method, route) -> entries.add(new Entry(
                method.name(), named(path, route), route.access(), route.action() instanceof Routes.Action.Stream)));
        node.literals.forEach((segment, next) -> walk(next, path + "/" + segment));
        if (node.parameter != null) {
            walk(node.parameter, path + "/:");
        }
        if (node.afterAt != null) {
            walk(node.afterAt, path + "/@:");
        }
    }

    private static String named(String path, Routes.Route route) {
        StringBuilder out = new StringBuilder();
        int name = 0;
        for (char c : (path.isEmpty() ? "/" : path).toCharArray()) {
            out.append(c);
            if (c == ':') {
                out.append(route.names().get(name++));
            }
        }
        return out.toString();
    }
}
