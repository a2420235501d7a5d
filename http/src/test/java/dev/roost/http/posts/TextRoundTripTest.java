package dev.roost.http.posts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.ApiServer;
import dev.roost.http.ApiServer.Answer;
import dev.roost.http.ApiServer.Token;
import dev.roost.http.html.SafeHtml;
import dev.roost.model.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any text in, by every way that clients send one, and the same text out; what is no text is refused. */
class TextRoundTripTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TEXTS = 60;
    private static final String[] PIECES = {
        "word",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "&",
        "&amp;",
        "<b>",
        "</p>",
        "<script>",
        "\"",
        "'",
        "\\",
        "%00",
        "+",
        "=",
        ";",
        "--",
        "é",
        "e\u0301",
        "a\u0323\u0302",
        "\u05E9\u05BC\u05C1",
        "\uFA19",
        "\u2126",
        "\u1112\u1161\u11AB",
        "한",
        "हिन्दी",
        "日本語",
        "ﷺ",
        "ﬁ",
        "İ",
        "👨‍👩‍👧",
        "👍🏽",
        "🇩🇪",
        "✌️",
        "1️⃣",
        "\uDB40\uDC67",
        "\u200B",
        "\u200C",
        "\u200D",
        "\u200E",
        "\u200F",
        "\u202A",
        "\u202E",
        "\u202C",
        "\u2066",
        "\u2069",
        "\u2028",
        "\u2029",
        "\u00A0",
        "\u00AD",
        "\uFEFF",
        "\uFFFC",
        "\uE000",
        "\u0378",
        "#tag",
        "#1_2",
        "@ann",
        "@nobody",
        "https://example.org/a?b=c&d='e'",
        "xmpp:ann@example.org",
        "javascript:alert(1)"
    };

    private ApiServer server;
    private Token ann;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer();
        server.account("ann", Standing.ACTIVE);
        ann = server.signIn("ann", "read write");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The ways to send a post. */
    private enum Way {
        FORM,
        JSON_RAW,
        JSON_ESCAPED,
        MULTIPART
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 0})
    void whatIsWrittenIsWhatIsRead(long fixed) {
        long seed = fixed == 0 ? System.nanoTime() : fixed;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            String warning = "w" + text(random) + "w";
            for (Way way : Way.values()) {
                String where = "seed " + seed + ", " + i + ", " + way;
                Answer posted = send(way, "status", text, "spoiler_text", warning);
                assertThat(posted.status()).as("%s: %s", where, posted.text()).isEqualTo(200);
                check(posted.json(), text, warning, where);
            }
        }
    }

    private void check(JsonNode post, String text, String warning, String where) {
        JsonNode source = server.get("/api/v1/statuses/" + post.get("id").asString() + "/source", ann)
                .json();
        assertThat(source.get("text").asString()).as(where).isEqualTo(text);
        assertThat(source.get("spoiler_text").asString()).as(where).isEqualTo(warning);
        assertThat(post.get("spoiler_text").asString()).as(where).isEqualTo(warning);
        assertThat(SafeHtml.textOf(post.get("content").asString(), where))
                .as(where)
                .isEqualTo(text.replaceAll("\n{2,}", "\n\n"));
    }

    /** Not blank at its ends, where blanks are taken away. */
    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder("a");
        for (int n = random.nextInt(1, 20); n > 0; n--) {
            int any = random.nextInt(0xA0, Character.MAX_CODE_POINT + 1);
            boolean isText = !(any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE)
                    && (any & 0xFFFE) != 0xFFFE
                    && !(any >= 0xFDD0 && any <= 0xFDEF);
            if (isText && random.nextInt(4) == 0) {
                text.appendCodePoint(any);
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.append('z').toString();
    }

    /** What HTML cannot hold, and other systems' line ends. */
    @Test
    void controlCharactersAreLeftOutAndLineEndsAreOne() {
        for (Way way : Way.values()) {
            Answer posted = send(way, "status", " a\u0000b\u0007\u001B[1m\r\nc\rd\u0085\uFFFF\uFDD0\u00A0\n");
            assertThat(posted.status()).as(way.name()).isEqualTo(200);
            JsonNode source = server.get(
                            "/api/v1/statuses/" + posted.json().get("id").asString() + "/source", ann)
                    .json();
            assertThat(source.get("text").asString()).as(way.name()).isEqualTo("ab[1m\nc\nd");
        }
    }

    @Test
    void halvesOfCharactersAreRefused() {
        for (String json : List.of(
                "{\"status\":\"a\\ud83d\"}",
                "{\"status\":\"\\ude00a\"}",
                "{\"status\":\"\\ude00\\ud83d\"}",
                "{\"\\ud83d\":\"x\",\"status\":\"a\"}")) {
            assertThat(sendAs("application/json", json).status()).as(json).isIn(400, 422);
        }
        assertThat(sendAs("application/x-www-form-urlencoded", "status=a%ED%A0%BD")
                        .status())
                .isIn(400, 422);
        assertThat(server.get("/api/v1/accounts/verify_credentials", ann)
                        .json()
                        .get("statuses_count")
                        .asInt())
                .isZero();
    }

    private Answer send(Way way, String... namesAndValues) {
        return switch (way) {
            case FORM -> server.form("POST", "/api/v1/statuses", ann, namesAndValues);
            case JSON_RAW -> sendAs("application/json", json(namesAndValues));
            case JSON_ESCAPED -> sendAs("application/json", escaped(json(namesAndValues)));
            case MULTIPART -> multipart(namesAndValues);
        };
    }

    private static String json(String... namesAndValues) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.add(
                    JSON.writeValueAsString(namesAndValues[i]) + ":" + JSON.writeValueAsString(namesAndValues[i + 1]));
        }
        return "{" + String.join(",", members) + "}";
    }

    /** Everything beyond ASCII as JSON can write it too. */
    private static String escaped(String json) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            out.append(c < 128 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }

    private Answer multipart(String... namesAndValues) {
        String boundary = "----7MA4YWxkTrZu0gW";
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
            body.append(namesAndValues[i])
                    .append("\"\r\n\r\n")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        return sendAs(
                "multipart/form-data; boundary=" + boundary,
                body.append("--").append(boundary).append("--\r\n").toString());
    }

    private Answer sendAs(String type, String body) {
        return server.send(
                "POST", "/api/v1/statuses", body, "Content-Type", type, "Authorization", "Bearer " + ann.text());
    }
}
