package dev.roost.runtime.text;

/**
 * The names of hosts in running text. A list of top-level domains would be wrong within a year, so a name is judged by
 * its form alone.
 */
final class HostName {
    private static final int LABEL_CHARS_MAX = 63;
    static final int NAME_CHARS_MAX = 253;

    private HostName() {}

    /** Where the run of characters that may stand in a host name ends, from {@code from} and before {@code to}. */
    static int runEnd(String text, int from, int to) {
        int i = from;
        while (i < to) {
            int c = text.codePointAt(i);
            if (!(c < 128 ? Scripts.isAsciiAlphanumeric(c) || c == '-' || c == '.' || c == '_' : isHostSymbol(c))) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /**
     * Where the name in the run {@code [from, to)} really ends. Dots and hyphens at its end belong to the sentence. A
     * last label that begins with ASCII letters and goes on in another script, {@code example.comです}, is a name
     * followed by a word, since no top-level domain mixes them.
     */
    static int nameEnd(String text, int from, int to) {
        int end = to;
        while (end > from && ".-_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int label = lastDot(text, from, end) + 1;
        if (label == from || text.charAt(label) >= 128) {
            return end;
        }
        int i = label;
        while (i < end && text.charAt(i) < 128) {
            i++;
        }
        return i;
    }

    /** Whether {@code [from, to)} has the form of a host's full name: at least two labels, the last of them a word. */
    static boolean isFullName(String text, int from, int to) {
        if (to - from > NAME_CHARS_MAX) {
            return false;
        }
        int lastDot = lastDot(text, from, to);
        if (lastDot < from) {
            return false;
        }
        int registered = lastDot(text, from, lastDot) + 1;
        int label = from;
        while (label <= lastDot) {
            int end = text.indexOf('.', label);
            if (!isLabel(text, label, end, label < registered)) {
                return false;
            }
            label = end + 1;
        }
        return isLabel(text, label, to, false) && isTopLevel(text, label, to);
    }

    /** The last dot in {@code [from, to)}, or {@code from - 1}. */
    private static int lastDot(String text, int from, int to) {
        int i = to - 1;
        while (i >= from && text.charAt(i) != '.') {
            i--;
        }
        return i;
    }

    private static boolean isLabel(String text, int from, int to, boolean mayHoldUnderscore) {
        if (to <= from || to - from > LABEL_CHARS_MAX || isHyphen(text.charAt(from)) || isHyphen(text.charAt(to - 1))) {
            return false;
        }
        boolean encoded = text.regionMatches(true, from, "xn--", 0, 4);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c == '_' && !mayHoldUnderscore) || (c >= 128 && encoded)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTopLevel(String text, int from, int to) {
        if (text.regionMatches(true, from, "xn--", 0, 4)) {
            return to - from > 4;
        }
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            if (!(Character.isLetter(c) || Scripts.isMark(c))) {
                return false;
            }
            i += Character.charCount(c);
        }
        return to - from >= 2;
    }

    private static boolean isHyphen(char c) {
        return c == '-' || c == '_';
    }

    /** Beyond ASCII: letters, digits, marks and pictures; no punctuation, no spaces, nothing invisible. */
    private static boolean isHostSymbol(int c) {
        return (Scripts.isWord(c) && Character.getType(c) != Character.CONNECTOR_PUNCTUATION)
                || Character.getType(c) == Character.OTHER_SYMBOL;
    }
}
