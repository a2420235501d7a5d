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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an application may have its users sent back to. */
final class RedirectUris {
    /** Stands for no address: the code is shown, to be pasted. */
    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private static final int URIS_MAX = 10;
    private static final int URI_CHARS_MAX = 2_000;
    /**
     * What browsers and systems open as something else than an application: documents made of the address itself,
     * files, pages and extensions of the browser, other protocols, messages. An application's private scheme is none of
     * them.
     */
    private static final Set<String> NOT_ADDRESSES =
            Set.of(("about android-app blob brave chrome chrome-devtools chrome-error chrome-extension chrome-native"
                            + " chrome-search chrome-untrusted cid content data devtools edge extension facetime feed file"
                            + " filesystem ftp ftps gopher imap intent isolated-app itms itms-apps its jar javascript ldap"
                            + " livescript magnet mailto market mhtml mid mk mocha moz-extension moz-icon moz-safe-about"
                            + " ms-appx ms-appx-web ms-browser-extension ms-its ms-settings news nfs nntp opera pcast res"
                            + " resource rtsp safari-extension safari-web-extension search-ms sftp shell sip sips sms smb"
                            + " ssh tel telnet urn vbscript view-source vivaldi vnc webcal ws wss wyciwyg x-javascript xmpp")
                    .split(" "));
    /** A host with its port: nothing that means something else in a policy or a header. */
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._~-]+(:\\d*)?|\\[[0-9A-Fa-f:.]+](:\\d*)?");

    private static final Pattern SCHEME_ALONE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

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
        URI uri = address(text);
        if (uri == null) {
            throw ApiError.unprocessable("Redirect URI must be an absolute URI.");
        }
        if (uri.getRawFragment() != null) {
            throw ApiError.unprocessable("Redirect URI cannot contain a fragment.");
        }
        return text;
    }

    /**
     * Whether a browser may be sent there. Asked again at every use: what was registered once was perhaps not asked.
     */
    static boolean isAddress(String text) {
        return text.equals(OUT_OF_BAND) || address(text) != null;
    }

    /**
     * Null for what is no address of an application: relative, opaque (as {@code view-source:https://...}), or none. A
     * private scheme may stand alone ({@code icecubesapp://}).
     */
    private static @Nullable URI address(String text) {
        try {
            URI uri = new URI(SCHEME_ALONE.matcher(text).matches() ? text + "-" : text);
            String scheme = uri.getScheme();
            boolean hierarchical =
                    scheme != null && !uri.isOpaque() && uri.toString().equals(uri.toASCIIString());
            if (!hierarchical || NOT_ADDRESSES.contains(scheme.toLowerCase(Locale.ROOT))) {
                return null;
            }
            boolean noHost = isWeb(uri)
                    && (SCHEME_ALONE.matcher(text).matches()
                            || !AUTHORITY.matcher(hostAndPort(uri)).matches());
            return noHost ? null : uri;
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Without a user's name; empty for none. */
    private static String hostAndPort(URI uri) {
        String authority = uri.getRawAuthority();
        return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
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

    /**
     * The source expression that lets a form end up at this address under a Content-Security-Policy; empty for no
     * address.
     */
    static String policySource(String uri) {
        URI address = address(uri);
        if (address == null) {
            return "";
        }
        String host = hostAndPort(address);
        return isWeb(address) ? address.getScheme() + "://" + host : address.getScheme() + ":";
    }
}
