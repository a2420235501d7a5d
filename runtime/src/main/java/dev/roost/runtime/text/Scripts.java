package dev.roost.runtime.text;

import java.lang.Character.UnicodeScript;

/** What the scanners need to know about characters of all scripts. */
final class Scripts {
    private Scripts() {}

    static boolean isAsciiAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** A letter, decimal digit, combining mark, or connector such as the underscore: what words are made of. */
    static boolean isWord(int c) {
        if (c < 128) {
            return isAsciiAlphanumeric(c) || c == '_';
        }
        return Character.isLetterOrDigit(c)
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.CONNECTOR_PUNCTUATION,
                            Character.LETTER_NUMBER -> true;
                    default -> false;
                };
    }

    static boolean isMark(int c) {
        if (c < 128) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /**
     * Whether the character belongs to a word that a Latin name next to it would be a part of. Not so in scripts
     * written without spaces, where a name stands directly between other words: の@userに.
     */
    static boolean joinsLatinWord(int c) {
        if (c < 128) {
            return isAsciiAlphanumeric(c) || c == '_';
        }
        if (!isWord(c)) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI, THAI, LAO, KHMER, MYANMAR, TIBETAN -> false;
            default -> !isJapaneseMark(c);
        };
    }

    /** Marks that several scripts share and that stand in Japanese words, such as the long-vowel mark ー. */
    private static boolean isJapaneseMark(int c) {
        return (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF65 && c <= 0xFF9F);
    }

    /** Characters that turn the direction of text: part of no word, and a way to disguise a link. */
    static boolean isDirectionMark(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
