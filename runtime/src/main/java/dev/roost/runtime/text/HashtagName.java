package dev.roost.runtime.text;

import dev.roost.model.Limits;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * What hashtags are made of, and how the spellings of one are brought to one name, see {@link Hashtag#nameOf}.
 *
 * <p>A compatibility form may stand for characters that no tag holds: the spaces in ﷺ, the space under a lone accent.
 * They are left out, so that a name, written with its sign, is a tag with just this name.
 */
final class HashtagName {
    private static final String STROKED = "đðħıłøŧŋĸ";
    private static final String PLAIN = "ddhilotnk";

    private HashtagName() {}

    static String of(String displayName) {
        if (isAscii(displayName)) {
            return trimmed(withoutForeign(displayName.toLowerCase(Locale.ROOT)));
        }
        // Before it is taken apart too, or the stroke of a sign such as ≇ would be left.
        String lower =
                withoutForeign(Normalizer.normalize(displayName, Form.NFKC).toLowerCase(Locale.ROOT));
        String letters = withoutLatinAccents(withoutForeign(Normalizer.normalize(lower, Form.NFKD)));
        return Normalizer.normalize(trimmed(letters), Form.NFC);
    }

    /**
     * Whether a name makes a tag: it has a letter, or a sign between two of its characters that joins words, as in
     * {@code 24_7}; and it is not too long.
     */
    static boolean isTag(String name) {
        if (name.isEmpty() || name.length() > Limits.HASHTAG_CHARS) {
            return false;
        }
        int last = name.offsetByCodePoints(name.length(), -1);
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (Character.isAlphabetic(c) || (i > 0 && i < last && joinsDigits(c))) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    /** Whether a tag may begin so. */
    static boolean begins(int c) {
        return Scripts.isWord(c) && !Scripts.isMark(c);
    }

    /** Whether the character may stand inside of a tag. */
    static boolean holds(int c) {
        return Scripts.isWord(c) || joins(c) || joinsAndEnds(c);
    }

    /** Whether a tag may end so. */
    static boolean ends(int c) {
        return Scripts.isWord(c) || joinsAndEnds(c);
    }

    /** Punctuation that stands inside words: the middle dots of Catalan and Japanese, joiners, tildes, and more. */
    private static boolean joins(int c) {
        return switch (c) {
            case '·', '・', '\u200C', '\u200D', '〜', '～', '゠', '\uA67E', '\u05BE' -> true;
            default -> false;
        };
    }

    /**
     * Punctuation that can also stand at a word's end: Hebrew and Tibetan marks, and the Japanese ditto and voicing
     * marks.
     */
    private static boolean joinsAndEnds(int c) {
        return switch (c) {
            case '\u05F3', '\u05F4', '\u0F0B', '\u0F0C', '〃', '\u309B', '\u309C' -> true;
            default -> false;
        };
    }

    /** What makes a tag of digits, in Mastodon's view. */
    private static boolean joinsDigits(int c) {
        return c == '_' || c == '·' || c == '・' || c == '\u200C';
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** Only what tags hold. */
    private static String withoutForeign(String text) {
        int i = 0;
        while (i < text.length() && holds(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, i);
        text.codePoints()
                .skip(kept.codePointCount(0, i))
                .filter(HashtagName::holds)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** From a character that a tag begins with to one that it may end with. */
    private static String trimmed(String text) {
        int start = 0;
        while (start < text.length() && !begins(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = text.length();
        while (end > start && !ends(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static String withoutLatinAccents(String decomposed) {
        StringBuilder plain = new StringBuilder(decomposed.length());
        boolean afterLatin = false;
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0x0300 && c <= 0x036F) {
                if (!afterLatin) {
                    plain.appendCodePoint(c);
                }
                continue;
            }
            afterLatin = UnicodeScript.of(c) == UnicodeScript.LATIN;
            int stroked = STROKED.indexOf(c);
            plain.appendCodePoint(stroked < 0 ? c : PLAIN.charAt(stroked));
        }
        return plain.toString();
    }
}
