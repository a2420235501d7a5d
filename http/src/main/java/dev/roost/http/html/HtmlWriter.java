package dev.roost.http.html;

/**
 * Builds HTML out of two kinds of strings that it keeps apart: markup, which this package wrote, and text, which a user
 * wrote and which is always escaped. The escapes are safe in element content and in double-quoted attributes, and are
 * spelt as Mastodon spells them.
 */
final class HtmlWriter {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder html;

    HtmlWriter(int textChars) {
        html = new StringBuilder(textChars + textChars / 2 + 32);
    }

    HtmlWriter markup(String markup) {
        html.append(markup);
        return this;
    }

    HtmlWriter text(String text) {
        return text(text, 0, text.length());
    }

    HtmlWriter text(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(isForbidden(c) ? REPLACEMENT : c);
            }
        }
        return this;
    }

    /** What HTML may not hold, escaped or not; normalised text has none of them. */
    private static boolean isForbidden(char c) {
        return (c < ' ' && c != '\n' && c != '\t')
                || (c >= 0x7F && c < 0xA0)
                || (c >= 0xFDD0 && c <= 0xFDEF)
                || c >= 0xFFFE;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
