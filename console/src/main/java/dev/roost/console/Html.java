package dev.roost.console;

/** Text as it may stand in HTML. */
final class Html {
    private Html() {}

    /** For elements and for quoted attributes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Text with its line breaks, as paragraphs. */
    static String paragraphs(String text) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        for (String paragraph : text.strip().split("\n\\s*\n")) {
            if (!paragraph.isBlank()) {
                out.append("<p>")
                        .append(escape(paragraph).replace("\n", "<br>"))
                        .append("</p>");
            }
        }
        return out.toString();
    }
}
