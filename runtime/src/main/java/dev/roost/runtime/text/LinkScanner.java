package dev.roost.runtime.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Finds links: the autolink library finds where a URL with a scheme stands, this class holds it to what a post may link
 * to. Only {@code http} and {@code https}; a full host name without user name or password, which mostly serve to
 * disguise a host; nothing that quotes or turns text. A bare {@code example.com} is not a link.
 */
final class LinkScanner {
    /** Immutable, shared by all threads. */
    private static final LinkExtractor URLS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    private static final int PORT_DIGITS_MAX = 5;

    private LinkScanner() {}

    static List<Link> scan(String text) {
        List<Link> links = new ArrayList<>(2);
        for (LinkSpan span : URLS.extractLinks(text)) {
            Link link = linkIn(text, span.getBeginIndex(), span.getEndIndex());
            if (link != null) {
                links.add(link);
            }
        }
        return links;
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
        for (String scheme : new String[] {"https://", "http://"}) {
            if (text.regionMatches(true, start, scheme, 0, scheme.length())) {
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
