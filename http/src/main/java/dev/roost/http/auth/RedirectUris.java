package dev.roost.http.auth;

import dev.roost.http.server.ApiError;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where an application may have its users sent back to. */
final class RedirectUris {
    /** Stands for no address: the code is shown, to be pasted. */
    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private static final int URIS_MAX = 10;
    private static final int URI_CHARS_MAX = 2_000;
    private static final Set<String> NOT_ADDRESSES = Set.of("javascript", "data", "vbscript", "file", "about", "blob");

    private RedirectUris() {}

    /** Checks what an application registers: one text with an address a line, or a list of them. */
    static List<String> check(List<String> texts) {
        List<String> uris = new ArrayList<>();
        for (String text : texts) {
            for (String line : text.split("\\s+")) {
                if (!line.isEmpty()) {
                    uris.add(checked(line));
                }
            }
        }
        if (uris.isEmpty()) {
            throw ApiError.unprocessable("Redirect URI can't be blank");
        }
        if (uris.size() > URIS_MAX) {
            throw ApiError.unprocessable("Redirect URI: at most " + URIS_MAX);
        }
        return uris;
    }

    private static String checked(String text) {
        if (text.equals(OUT_OF_BAND)) {
            return text;
        }
        if (text.length() > URI_CHARS_MAX) {
            throw ApiError.unprocessable("Redirect URI is too long (maximum is " + URI_CHARS_MAX + " characters)");
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if (scheme == null || NOT_ADDRESSES.contains(scheme.toLowerCase(Locale.ROOT))) {
                throw ApiError.unprocessable("Redirect URI must be an absolute URI.");
            }
            if (uri.getRawFragment() != null) {
                throw ApiError.unprocessable("Redirect URI cannot contain a fragment.");
            }
            return text;
        } catch (URISyntaxException notAnAddress) {
            throw ApiError.unprocessable("Redirect URI must be an absolute URI.");
        }
    }

    /** The address with these parameters added to its query. */
    static String with(String uri, Map<String, String> parameters) {
        StringBuilder out = new StringBuilder(uri);
        char separator = uri.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            out.append(separator)
                    .append(each.getKey())
                    .append('=')
                    .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return out.toString();
    }

    /** The source expression that lets a form end up at this address under a Content-Security-Policy. */
    static String policySource(String uri) {
        if (uri.equals(OUT_OF_BAND)) {
            return "";
        }
        URI address = URI.create(uri);
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (web && address.getRawAuthority() != null && address.getRawUserInfo() == null) {
            return address.getScheme() + "://" + address.getRawAuthority();
        }
        return address.getScheme() + ":";
    }
}
