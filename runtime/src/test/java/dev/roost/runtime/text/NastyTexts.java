package dev.roost.runtime.text;

import java.util.Random;

/** Random texts out of the pieces that scanners stumble over. */
final class NastyTexts {
    private static final String[] PIECES = {
        "@",
        "#",
        "＠",
        "＃",
        "alice",
        "Tag",
        "https://",
        "HTTP://",
        "example.com",
        "://",
        ":",
        "/",
        ".",
        ",",
        "(",
        ")",
        "[",
        "'",
        "\"",
        "<",
        ">",
        "&",
        "=",
        "_",
        "-",
        "?",
        "!",
        " ",
        "\n",
        "\r\n",
        "\t",
        "日本",
        "です",
        "é",
        "e\u0301",
        "ß",
        "İ",
        "\u200D",
        "\u200C",
        "\uFE0F",
        "\u202E",
        "\u0301",
        "👍🏽",
        "👨‍👩‍👧",
        "·",
        "・",
        "\u0000",
        "\uD83D",
        "\uDE00",
        "xn--",
        "1",
        "99",
        "עַל־",
        "हि",
        "ﾊﾟ",
        "ª",
        "ﬃ",
        "Ǆ",
        "ͅ",
        ":8420",
        "@bob@example.org",
        "gemini://",
        "xmpp:",
        "xmpp:bob@example.org",
        "magnet:?xt=a",
        "javascript:",
        "https://example.org/a(b"
    };

    private NastyTexts() {}

    static String next(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(1, 24); n > 0; n--) {
            if (random.nextInt(12) == 0) {
                text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            } else if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(0x3100));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
