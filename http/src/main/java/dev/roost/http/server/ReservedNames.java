package dev.roost.http.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Usernames that nobody can register, because others would take their bearers for the operators. Case, underscores and
 * digits that look like letters do not make another name: {@code R00T_} is {@code root}. Any thread.
 *
 * @param folded the names without all that
 */
public record ReservedNames(Set<String> folded) {
    /** Roles on any server (RFC 2142 among them), and what addresses and programs call themselves. */
    public static final List<String> DEFAULT = List.of(
            "abuse",
            "admin",
            "administrator",
            "contact",
            "help",
            "helpdesk",
            "hostmaster",
            "info",
            "legal",
            "mastodon",
            "mod",
            "moderation",
            "moderator",
            "noreply",
            "official",
            "operator",
            "owner",
            "postmaster",
            "privacy",
            "roost",
            "root",
            "security",
            "staff",
            "support",
            "sysadmin",
            "system",
            "team",
            "webmaster");

    private static final String DIGITS = "0123456789";
    private static final String LOOK_LIKE = "oizeasgtbg";

    public ReservedNames {
        folded = Set.copyOf(folded);
    }

    /** These names, however they are written. */
    public static ReservedNames of(List<String> names) {
        return new ReservedNames(names.stream().map(ReservedNames::fold).collect(Collectors.toSet()));
    }

    /** Whether the name is one of them, or looks like one. */
    public boolean contains(String username) {
        return folded.contains(fold(username));
    }

    private static String fold(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            int digit = DIGITS.indexOf(c);
            if (digit >= 0) {
                out.append(LOOK_LIKE.charAt(digit));
            } else if (c != '_') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
