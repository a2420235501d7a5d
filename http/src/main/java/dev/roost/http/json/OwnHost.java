package dev.roost.http.json;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells handles and addresses of this server from others', however they are written: in any case, with the usual port,
 * as {@code http} or {@code https}. Both the domain of handles and the host of the base URL are this server.
 *
 * @param hosts as {@link #normal} writes them
 */
public record OwnHost(Set<String> hosts) {
    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#]*)([^?#]*).*", Pattern.DOTALL);
    private static final Pattern ACCOUNT = Pattern.compile("/(?:@|users/)([^/]+)");
    private static final Pattern HANDLE =
            Pattern.compile("(?i)(?:acct:)?[@＠]?([a-z0-9_]{1,30})(?:@([^@\\s/?#]+))?", Pattern.DOTALL);

    /**
     * Of a server.
     *
     * @param domain what follows the {@code @} in full handles
     * @param baseUrl how it is reached
     */
    public static OwnHost of(String domain, String baseUrl) {
        Matcher base = URL.matcher(baseUrl);
        if (!base.matches()) {
            throw new IllegalArgumentException("no base URL: " + baseUrl);
        }
        return new OwnHost(Set.copyOf(List.of(normal(domain), normal(base.group(2)))));
    }

    /** Whether the domain of a full handle, with its port where it has one, is this server. */
    public boolean is(String domain) {
        return hosts.contains(normal(domain));
    }

    /**
     * The path of an address of this server, percent signs for {@code @} undone, without slashes at its end, query and
     * fragment; empty for another server's, and for what is no address.
     */
    public Optional<String> path(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches() || !is(parts.group(2))) {
            return Optional.empty();
        }
        String path = parts.group(3).replace("%40", "@");
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return Optional.of(path.substring(0, end));
    }

    /**
     * The username in a handle of this server: {@code bob}, {@code @bob}, {@code bob@domain} or
     * {@code acct:bob@domain}; empty for another server's, and for what is no handle.
     */
    public Optional<String> username(String handle) {
        Matcher parts = HANDLE.matcher(handle.strip());
        return parts.matches() && (parts.group(2) == null || is(parts.group(2)))
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    /** The username in the address of an account of this server: its page, or what identifies it. */
    public Optional<String> usernameAt(String url) {
        return path(url).map(ACCOUNT::matcher).filter(Matcher::matches).flatMap(account -> username(account.group(1)));
    }

    /** Whether this can be a handle with a domain, of this server or another. */
    public static boolean isFullHandle(String text) {
        Matcher parts = HANDLE.matcher(text.strip());
        return parts.matches() && parts.group(2) != null;
    }

    /** In lower case and ASCII, without the port that the web uses anyway. */
    private static String normal(String authority) {
        String host = authority.toLowerCase(Locale.ROOT).replaceFirst("\\.?:(?:80|443)$|\\.$", "");
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
