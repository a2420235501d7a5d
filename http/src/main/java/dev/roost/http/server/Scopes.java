package dev.roost.http.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a token may be used for: Mastodon's scopes. Immutable; any thread. */
public final class Scopes {
    /** Asked for when a client does not say. */
    public static final Scopes DEFAULT = new Scopes(Set.of("read"));

    private static final Set<String> KNOWN = Set.of(
            "read",
            "write",
            "follow",
            "push",
            "profile",
            "read:accounts",
            "read:blocks",
            "read:bookmarks",
            "read:favourites",
            "read:filters",
            "read:follows",
            "read:lists",
            "read:mutes",
            "read:notifications",
            "read:search",
            "read:statuses",
            "write:accounts",
            "write:blocks",
            "write:bookmarks",
            "write:conversations",
            "write:favourites",
            "write:filters",
            "write:follows",
            "write:lists",
            "write:media",
            "write:mutes",
            "write:notifications",
            "write:reports",
            "write:statuses",
            "crypto",
            "admin:read",
            "admin:write");

    /** What the old, wide scope {@code follow} stands for. */
    private static final Set<String> FOLLOW =
            Set.of("read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes");

    private final Set<String> granted;

    private Scopes(Set<String> granted) {
        this.granted = granted;
    }

    /** Reads scopes that are separated by spaces or plus signs; keeps their order. No scopes give an empty set. */
    public static Scopes parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '+' || text.charAt(i) == ',') {
                if (i > start) {
                    names.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return new Scopes(names);
    }

    /** Every scope that can be asked for, sorted. */
    public static List<String> known() {
        return KNOWN.stream().sorted().toList();
    }

    /** Whether every scope here is one that Roost knows, and there is at least one. */
    public boolean areKnown() {
        return !granted.isEmpty() && KNOWN.containsAll(granted);
    }

    /**
     * Whether the scope, or a wider one that covers it, is granted. The old scope {@code follow} is none of those:
     * routes that take it name it.
     */
    public boolean allows(String scope) {
        if (granted.contains(scope)) {
            return true;
        }
        int colon = scope.indexOf(':');
        return colon >= 0 && granted.contains(scope.substring(0, colon));
    }

    /** Whether one of the scopes is allowed, or none is asked for. */
    public boolean allowsOneOf(List<String> scopes) {
        if (scopes.isEmpty()) {
            return true;
        }
        for (int i = 0; i < scopes.size(); i++) {
            if (allows(scopes.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of the other's scopes are covered by these: what an application may ask its users for. */
    public boolean cover(Scopes other) {
        return other.granted.stream()
                .allMatch(scope -> allows(scope) || (granted.contains("follow") && FOLLOW.contains(scope)));
    }

    /** The scopes one by one, in the order given. */
    public List<String> names() {
        return new ArrayList<>(granted);
    }

    /** Separated by spaces. */
    @Override
    public String toString() {
        return String.join(" ", granted);
    }
}
