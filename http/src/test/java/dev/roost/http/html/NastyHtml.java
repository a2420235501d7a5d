package dev.roost.http.html;

import java.util.Random;

/** Random texts out of the pieces that break pages. */
final class NastyHtml {
    private static final String[] PIECES = {
        "<",
        ">",
        "\"",
        "'",
        "&",
        "&lt;",
        "&#x3c;",
        "&amp",
        "</p>",
        "<p>",
        "<br>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<a href=",
        "javascript:",
        "xmpp:a@example.com",
        "magnet:?",
        "gemini://",
        "onclick=",
        "style=",
        "alert(1)",
        "http://",
        "https://",
        "www.",
        "example.com",
        "/",
        "?",
        "#",
        "@",
        "alice",
        "@alice",
        "@alice@example.org",
        "#tag",
        "=",
        "(",
        ")",
        ";",
        ":",
        " ",
        "\n",
        "\n\n",
        "\t",
        "日本",
        "é",
        "\u202E",
        "\u2028",
        "👍🏽",
        "\u0000",
        "\uD83D",
        "\\",
        "`",
        "{{",
        "${",
        "%22",
        "%3C",
        "https://example.com/a?b=c&d=\""
    };

    private NastyHtml() {}

    static String next(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(1, 24); n > 0; n--) {
            if (random.nextInt(12) == 0) {
                text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
