package dev.roost.runtime.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Finds links: the autolink library finds where a URL with a scheme and a host stands, this class holds it to what a
 * post may link to. Only the schemes that Mastodon knows; a full host name without user name or password, which mostly
 * serve to disguise a host; nothing that quotes or turns text. A bare {@code example.com} is not a link.
 *
 * <p>Two schemes have no host behind two slashes: the addresses of people and rooms that chat ({@code xmpp:a@host}),
 * and those of files by what is in them ({@code magnet:?xt=...}).
 */
final class LinkScanner {
    /** Immutable, shared by all threads. */
    private static final LinkExtractor URLS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    private static final String[] WITH_HOST = {
        "https://", "http://", "gemini://", "gopher://", "ipfs://", "ipns://", "dweb://", "dat://", "ssb://"
    };
    private static final String CHAT = "xmpp:";
    private static final String CONTENT = "magnet:?";
    private static final int PORT_DIGITS_MAX = 5;

    private LinkScanner() {}

    /** Whether a link may have this colon behind its scheme. Cheap. */
    static boolean mayBeScheme(String text, int colon) {
        return text.startsWith("//", colon + 1)
                || isBare(text, colon + 1 - CHAT.length())
                || isBare(text, colon + 2 - CONTENT.length());
    }

    /** Whether one of the schemes without a host behind two slashes begins here. */
    static boolean isBare(String text, int at) {
        return startsWith(text, at, CHAT) || startsWith(text, at, CONTENT);
    }

    private static boolean startsWith(String text, int at, String scheme) {
        return text.regionMatches(true, at, scheme, 0, scheme.length());
    }

    /** All links in the order of the text; of two that overlap the one that begins first. */
    static List<Link> scan(String text) {
        List<Link> links = new ArrayList<>(2);
        int from = 0;
        for (LinkSpan span : URLS.extractLinks(text)) {
            from = scanBare(text, from, span.getBeginIndex(), links);
            if (span.getBeginIndex() < from) {
                continue;
            }
            Link link = linkIn(text, span.getBeginIndex(), span.getEndIndex());
            if (link != null) {
                links.add(link);
                from = link.end();
            }
        }
        scanBare(text, from, text.length(), links);
        return links;
    }

    /** Adds the links of {@link #isBare} that begin in {@code [from, to)}; where to go on. */
    private static int scanBare(String text, int from, int to, List<Link> links) {
        int at = from;
        for (int colon = text.indexOf(':', at); colon >= 0; colon = text.indexOf(':', Math.max(at, colon + 1))) {
            boolean chat = startsWith(text, colon + 1 - CHAT.length(), CHAT);
            int start = colon + (chat ? 1 - CHAT.length() : 2 - CONTENT.length());
            if (start >= to) {
                break;
            }
            if (start < at || !(chat || startsWith(text, start, CONTENT)) || !mayPrecede(text, start)) {
                continue;
            }
            // What a magnet link leaves is not looked through again: that would cost the square of the text.
            int limit = chat ? 0 : firstForbidden(text, colon + 2, text.length());
            int end = chat
                    ? chatEnd(text, colon + 1)
                    : trimmed(text, colon + 2, beforeOpenBracket(text, colon + 2, limit));
            if (end > start + (chat ? CHAT : CONTENT).length()) {
                links.add(new Link(start, end, text.substring(start, end)));
            }
            at = Math.max(at, Math.max(end, limit));
        }
        return at;
    }

    private static boolean mayPrecede(String text, int start) {
        if (start == 0) {
            return true;
        }
        char before = text.charAt(start - 1);
        return !Scripts.isAsciiAlphanumeric(before) && !isSign(before) && "+-.".indexOf(before) < 0;
    }

    /** Where {@code //whom@host/name@host/resource?query} ends, of which only the second host must be there; or -1. */
    private static int chatEnd(String text, int from) {
        int address = text.startsWith("//", from) ? authorityEnd(text, from + 2) : from;
        return address < 0 ? -1 : addressEnd(text, address);
    }

    /** Behind {@code whom@host/}; -1 where that is not there. */
    private static int authorityEnd(String text, int from) {
        int at = nodeEnd(text, from);
        if (at == from || at == text.length() || text.charAt(at) != '@') {
            return -1;
        }
        int host = HostName.runEnd(text, at + 1, text.length());
        return text.startsWith("/", host) && HostName.isFullName(text, at + 1, host) ? host + 1 : -1;
    }

    private static int addressEnd(String text, int from) {
        int node = nodeEnd(text, from);
        int host = node > from && text.startsWith("@", node) ? node + 1 : from;
        int hostRun = HostName.runEnd(text, host, text.length());
        int hostEnd = HostName.nameEnd(text, host, hostRun);
        if (!HostName.isFullName(text, host, hostEnd) || text.startsWith("@", hostEnd)) {
            return -1;
        }
        if (hostEnd != hostRun || !(text.startsWith("/", hostEnd) || text.startsWith("?", hostEnd))) {
            return hostEnd;
        }
        int limit = hostEnd;
        while (limit < text.length() && text.charAt(limit) != '(' && !isForbidden(text.codePointAt(limit))) {
            limit += Character.charCount(text.codePointAt(limit));
        }
        int end = trimmed(text, hostEnd, limit);
        return end == hostEnd + 1 ? hostEnd : end;
    }

    /** The end of what may stand before the {@code @} of a chat address. */
    private static int nodeEnd(String text, int from) {
        int i = from;
        while (i < text.length()
                && (Scripts.isAsciiAlphanumeric(text.charAt(i)) || "-._~%!$()*+,;=".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static @Nullable Link linkIn(String text, int start, int end) {
        int host = hostStart(text, start);
        if (host < 0 || (start > 0 && isSign(text.charAt(start - 1)))) {
            return null;
        }
        int limit = firstForbidden(text, host, end);
        int hostRun = HostName.runEnd(text, host, limit);
        int hostEnd = HostName.nameEnd(text, host, hostRun);
        if (!HostName.isFullName(text, host, hostEnd) || hasUserInfo(text, host, limit)) {
            return null;
        }
        int linkEnd = hostEnd;
        if (hostEnd == hostRun) {
            int portEnd = portEnd(text, hostEnd, limit);
            boolean hasPath = portEnd < limit && isPathStart(text.charAt(portEnd));
            linkEnd = hasPath ? trimmed(text, portEnd, beforeOpenBracket(text, portEnd, limit)) : portEnd;
        }
        return new Link(start, linkEnd, text.substring(start, linkEnd));
    }

    private static int hostStart(String text, int start) {
        for (String scheme : WITH_HOST) {
            if (startsWith(text, start, scheme)) {
                return start + scheme.length();
            }
        }
        return -1;
    }

    private static boolean isSign(char c) {
        return c == '$' || EntityScanner.isMentionSign(c) || EntityScanner.isHashtagSign(c);
    }

    private static int firstForbidden(String text, int from, int to) {
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            if (isForbidden(c)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return to;
    }

    private static boolean isForbidden(int c) {
        if (c < 128) {
            return c <= ' ' || c == 127 || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`';
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> Scripts.isDirectionMark(c);
        };
    }

    private static boolean hasUserInfo(String text, int host, int limit) {
        for (int i = host; i < limit && !isPathStart(text.charAt(i)); i++) {
            if (text.charAt(i) == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean isPathStart(char c) {
        return c == '/' || c == '?' || c == '#';
    }

    private static int portEnd(String text, int from, int limit) {
        if (from >= limit || text.charAt(from) != ':') {
            return from;
        }
        int i = from + 1;
        while (i < limit && i <= from + PORT_DIGITS_MAX && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i == from + 1 ? from : i;
    }

    /** Cuts a link at the first round bracket that it opens and does not close. */
    private static int beforeOpenBracket(String text, int from, int to) {
        int end = to;
        int closed = 0;
        for (int i = to - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (c == ')') {
                closed++;
            } else if (c == '(' && closed > 0) {
                closed--;
            } else if (c == '(') {
                end = i;
            }
        }
        return end;
    }

    /** Leaves what ends a sentence or opens a bracket at the end of a link to the text around it. */
    private static int trimmed(String text, int from, int to) {
        int end = to;
        while (end > from && endsSentence(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return end;
    }

    private static boolean endsSentence(int c) {
        return c < 128 ? ".,:;!?'@([{".indexOf(c) >= 0 : Character.getType(c) == Character.OTHER_PUNCTUATION;
    }
}
