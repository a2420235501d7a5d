package dev.roost.runtime.text;

import dev.roost.model.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a text that finds its entities. Links come first and are stepped over, so that what looks like a
 * mention or a hashtag inside a link stays part of the link.
 *
 * <p>Mentions and hashtags follow Mastodon's rules, with Twitter's where text in scripts without spaces between words
 * stands directly next to a name, and in what may not stand before a sign.
 */
final class EntityScanner {
    private static final int TEXT_START = -1;

    private final String text;
    private final List<Mention> mentions = new ArrayList<>(4);
    private final List<Hashtag> hashtags = new ArrayList<>(4);

    private EntityScanner(String text) {
        this.text = text;
    }

    static PostEntities scan(String text) {
        boolean signs = false;
        boolean schemes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            signs |= isMentionSign(c) || isHashtagSign(c);
            schemes |= c == ':' && LinkScanner.mayBeScheme(text, i);
        }
        if (!signs && !schemes) {
            return PostEntities.NONE;
        }
        List<Link> links = schemes ? LinkScanner.scan(text) : List.of();
        EntityScanner scanner = new EntityScanner(text);
        if (signs) {
            scanner.scanBetween(links);
        }
        return new PostEntities(scanner.mentions, scanner.hashtags, links);
    }

    static boolean isMentionSign(int c) {
        return c == '@' || c == '＠';
    }

    static boolean isHashtagSign(int c) {
        return c == '#' || c == '＃';
    }

    private void scanBetween(List<Link> links) {
        int from = 0;
        for (Link link : links) {
            scan(from, link.start());
            from = link.end();
        }
        scan(from, text.length());
    }

    private void scan(int from, int to) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            TextEntity found = null;
            if (isMentionSign(c)) {
                found = mentionAt(i, to);
            } else if (isHashtagSign(c)) {
                found = hashtagAt(i, to);
            }
            i = found == null ? i + 1 : found.end();
        }
    }

    private @Nullable Mention mentionAt(int sign, int to) {
        int nameStart = sign + 1;
        int nameEnd = usernameEnd(nameStart, to);
        if (nameEnd == nameStart || nameEnd - nameStart > Limits.USERNAME_CHARS || !mayPrecedeMention(sign)) {
            return null;
        }
        String domain = null;
        int end = nameEnd;
        if (nameEnd < to && text.charAt(nameEnd) == '@') {
            end = domainEnd(nameEnd + 1, to);
            domain = text.substring(nameEnd + 1, end);
        }
        if ("".equals(domain) || !mayFollowMention(end)) {
            return null;
        }
        Mention mention = new Mention(sign, end, text.substring(nameStart, nameEnd), domain);
        mentions.add(mention);
        return mention;
    }

    /** Letters, digits and underscores; dots and hyphens only between them. */
    private int usernameEnd(int from, int to) {
        int end = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Scripts.isAsciiAlphanumeric(c) || c == '_') {
                end = i + 1;
            } else if (i == from || (c != '.' && c != '-')) {
                break;
            }
        }
        return end;
    }

    /** A host name, which may be a single word on a private network, and its port. */
    private int domainEnd(int from, int to) {
        int run = HostName.runEnd(text, from, Math.min(to, from + HostName.NAME_CHARS_MAX));
        int end = HostName.nameEnd(text, from, run);
        if (end == from || end != run || end >= to || text.charAt(end) != ':') {
            return end;
        }
        int port = end + 1;
        while (port < to && text.charAt(port) >= '0' && text.charAt(port) <= '9') {
            port++;
        }
        return port == end + 1 ? end : port;
    }

    private boolean mayPrecedeMention(int sign) {
        int before = baseBefore(sign);
        return before < 128
                ? !Scripts.isAsciiAlphanumeric(before) && "_/=!#$%&*@".indexOf(before) < 0
                : !isMentionSign(before) && !isHashtagSign(before) && !Scripts.joinsLatinWord(before);
    }

    private boolean mayFollowMention(int end) {
        if (end == text.length()) {
            return true;
        }
        int after = text.codePointAt(end);
        return !isMentionSign(after) && !Scripts.joinsLatinWord(after) && !text.startsWith("://", end);
    }

    private @Nullable Hashtag hashtagAt(int sign, int to) {
        int nameStart = sign + 1;
        if (nameStart == to || !HashtagName.begins(text.codePointAt(nameStart)) || !mayPrecedeHashtag(sign)) {
            return null;
        }
        int end = nameStart;
        for (int i = nameStart; i < to; ) {
            int c = text.codePointAt(i);
            if (!HashtagName.holds(c)) {
                break;
            }
            i += Character.charCount(c);
            end = HashtagName.ends(c) ? i : end;
        }
        if (end - nameStart > Limits.HASHTAG_CHARS || text.startsWith("://", end)) {
            return null;
        }
        String displayName = text.substring(nameStart, end);
        String name = Hashtag.nameOf(displayName);
        if (!HashtagName.isTag(name)) {
            return null;
        }
        Hashtag hashtag = new Hashtag(sign, end, displayName, name);
        hashtags.add(hashtag);
        return hashtag;
    }

    private boolean mayPrecedeHashtag(int sign) {
        int before = baseBefore(sign);
        return before < 128
                ? !Scripts.isAsciiAlphanumeric(before) && "_=/)&".indexOf(before) < 0
                : !Scripts.isWord(before);
    }

    /** The character before a sign, without the marks on it; {@link #TEXT_START} where there is none. */
    private int baseBefore(int sign) {
        int i = sign;
        while (i > 0) {
            int c = text.codePointBefore(i);
            if (!Scripts.isMark(c)) {
                return c;
            }
            i -= Character.charCount(c);
        }
        return TEXT_START;
    }
}
