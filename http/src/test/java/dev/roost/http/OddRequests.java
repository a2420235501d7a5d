package dev.roost.http;

import dev.roost.http.server.RouteList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes requests that no client should send, from a seed: odd paths, queries, headers, framings and bodies, mostly for
 * endpoints that are there, with a token that is good for everything.
 */
final class OddRequests {
    /** None is the empty name, at the beginning. */
    private static final List<String> NAMES = List.of("""
             limit max_id min_id since_id id id[] id[a][b] q type types[] exclude_types[] acct any[] all[] \
            none[] local status visibility in_reply_to_id language spoiler_text sensitive media_ids[] \
            poll[options][] scheduled_at display_name note fields_attributes[0][name] \
            fields_attributes[][value] source[privacy] source[language] locked avatar title replies_policy \
            account_ids[] home[last_read_id] notifications[last_read_id] timeline[] duration notifications \
            reblogs offset order stream tag list resource client_id client_secret redirect_uri redirect_uris \
            client_name website scopes scope grant_type code token username password email agreement locale \
            response_type state code_challenge code_challenge_method step access_token tagged pinned \
            exclude_replies only_media account_id [ ] [] a[ %00\
            """.split(" "));

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "true",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e999",
            "NaN",
            "2147483648",
            "00000000000000000001",
            "0x1",
            "1.5",
            "%zz",
            "%",
            "%00",
            "a%00b",
            "%C0%80",
            "%ED%A0%80",
            "%FF",
            "%F0%9F%8C%BF",
            "\u00ff\u00fe",
            "\uD83C\uDF3F",
            "%0d%0aX-Evil:%201",
            "%22%3E%3Cb%3E",
            "'",
            "\\",
            "/",
            "..",
            "../../etc",
            "%2e%2e%2f",
            "%2F",
            "%5C",
            ";",
            ",",
            "<>",
            "{}",
            "[]",
            "@",
            "#",
            "@ann",
            "ann@",
            "ann@roost.example",
            "#tag",
            "public",
            "direct",
            "read",
            "write",
            "code",
            "S256",
            "password",
            "authorization_code",
            "client_credentials",
            "sign-in",
            "authorize",
            "urn:ietf:wg:oauth:2.0:oob",
            "https://a;b/",
            "javascript:alert(1)",
            "http://127.0.0.1:0/@ann/1",
            "https://[::",
            "user",
            "hashtag",
            "list",
            "en",
            "xx-XX",
            "+",
            "%2B",
            "\u202e\u0000",
            "%EF%BF%BF",
            "%EF%B7%BA",
            "%E2%80%8B");
    private static final List<String> HEADERS = List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "Cookie",
            "X-Forwarded-For",
            "Accept",
            "Accept-Encoding",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "Origin",
            "Referer",
            "Upgrade",
            "Connection",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Extensions",
            "Expect",
            "Transfer-Encoding",
            "Content-Length",
            "Content-Encoding",
            "Host",
            "Trailer",
            "TE",
            "HTTP2-Settings",
            "X-Request-Id",
            "Last-Event-ID",
            "Access-Control-Request-Headers",
            "Access-Control-Request-Method",
            "Forwarded",
            "Date",
            "X-\u00e4",
            "",
            "a b",
            "\u0000");
    private static final List<String> HEADER_VALUES = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "99999999999999999999",
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer \u00ff",
            "Basic",
            "Basic x",
            "Basic Og==",
            "Basic 4oKs",
            "Basic gA==",
            "websocket",
            "WebSocket, h2c",
            "h2c",
            "upgrade",
            "keep-alive, Upgrade",
            "close",
            "13",
            "8",
            "13, 8",
            "dGhlIHNhbXBsZSBub25jZQ==",
            "permessage-deflate; client_max_window_bits=999",
            "chunked",
            "gzip, chunked",
            "identity",
            "100-continue",
            "200-ok",
            "bytes=0-",
            "application/json",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=b",
            "multipart/mixed; boundary=\"b",
            "application/x-www-form-urlencoded",
            "text/\u00e4",
            "/",
            ";;;",
            "roost_session=x; roost_session=\"y",
            "roost_known_1=1.x.y; $Version=1",
            "=;=;",
            "\u0000",
            "\u007f",
            "a\u000bb",
            "\"",
            "AAMAAABkAAQCAAAAAAIAAAAA",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "*",
            "null",
            "1.2.3.4, ::1");
    private static final List<String> JSON = List.of(
            "",
            "{",
            "}",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{}",
            "{\"status\":",
            "{\"status\":null}",
            "{\"status\":{}}",
            "{\"status\":[[[[[]]]]]}",
            "{\"status\":1e400}",
            "{\"limit\":123456789012345678901234567890}",
            "{\"limit\":-0.0,\"max_id\":1E-5000}",
            "{\"status\":\"\\ud83d\"}",
            "{\"status\":\"\\u0000\"}",
            "{\"status\":\"\\ud83c\\udf3f\"}",
            "{\"id\":[1,[2],{\"a\":3},null,true]}",
            "{\"\":\"\"}",
            "{\"a\":1,\"a\":2}",
            "{\"poll\":{\"options\":[\"a\"]}}",
            "{\"fields_attributes\":{\"0\":1,\"x\":{\"name\":[]}}}",
            "{\"source\":\"text\"}",
            "{\"media_ids\":{\"a\":\"b\"}}",
            "\ufeff{}",
            "{\"status\":\"x\"}garbage",
            "{'status':1}",
            "{\"status\":\"\u0000\"}");

    private final Random random;
    private final List<RouteList.Entry> routes;
    private final String token;

    OddRequests(long seed, List<RouteList.Entry> routes, String token) {
        this.random = new Random(seed);
        this.routes = routes;
        this.token = token;
    }

    /** The next request, as it goes over the wire. */
    byte[] next() {
        RouteList.Entry route = pick(routes);
        String method = rarely(8)
                ? pick(List.of(
                        "GET",
                        "POST",
                        "PUT",
                        "PATCH",
                        "DELETE",
                        "HEAD",
                        "OPTIONS",
                        "TRACE",
                        "CONNECT",
                        "PRI",
                        "get",
                        "",
                        "\u0000",
                        "G\u00e4T",
                        "X".repeat(3_000)))
                : route.method();
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(target(route))
                .append(' ')
                .append(version());
        head.append(rarely(40) ? "\n" : "\r\n");
        if (!rarely(40)) {
            head.append("Host: ").append(rarely(20) ? value() : "roost.example").append("\r\n");
        }
        if (!rarely(4)) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        for (int i = rarely(3) ? random.nextInt(4) : 0; i > 0; i--) {
            head.append(rarely(30) ? value() : pick(HEADERS))
                    .append(rarely(40) ? " : " : ": ")
                    .append(rarely(15) ? pick(VALUES).repeat(200) : pick(HEADER_VALUES))
                    .append("\r\n");
        }
        byte[] body = method.equals("GET") && !rarely(10) ? new byte[0] : body(head);
        framing(head, body.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(charset()));
        out.writeBytes(body);
        byte[] whole = out.toByteArray();
        for (int i = rarely(25) ? 1 + random.nextInt(4) : 0; i > 0; i--) {
            whole[random.nextInt(whole.length)] = (byte) random.nextInt(256);
        }
        return whole;
    }

    private java.nio.charset.Charset charset() {
        return rarely(6) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    private String version() {
        return rarely(25)
                ? pick(List.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTP/1", "", "HTTP/1.1 x", "\u0000"))
                : "HTTP/1.1";
    }

    private String target(RouteList.Entry route) {
        StringBuilder target = new StringBuilder();
        if (rarely(40)) {
            target.append(pick(List.of(
                    "http://",
                    "https://evil.example",
                    "//",
                    "*",
                    "http:/",
                    "evil:80",
                    "/../",
                    "/;x=y/",
                    "/%2e/",
                    "?")));
        }
        for (String part : route.pattern().split("(?<=/)")) {
            target.append(
                    part.startsWith(":") || part.startsWith("@:")
                            ? (part.startsWith("@") ? "@" : "") + argument() + (part.endsWith("/") ? "/" : "")
                            : part);
        }
        if (rarely(25)) {
            target.append(pick(
                    List.of("/", "//", "/x", ";a=b", "%2F", "%00", "/..", "/.", "%", "#x", "/" + "y/".repeat(900))));
        }
        int pairs = rarely(3) ? 0 : random.nextInt(5);
        for (int i = 0; i < pairs; i++) {
            target.append(i == 0 ? '?' : '&')
                    .append(pick(NAMES))
                    .append(rarely(12) ? "" : "=")
                    .append(value().replace(' ', '+'));
        }
        if (rarely(40)) {
            target.append(pairs == 0 ? '?' : '&').append("a=").append("x".repeat(random.nextInt(18_000)));
        }
        return target.toString();
    }

    /** Mostly something that is there. */
    private String argument() {
        return random.nextInt(3) > 0 ? pick(List.of("1", "2", "ann", "ann", "tag", "3")) : value().replace(' ', '+');
    }

    private String value() {
        String value = pick(VALUES);
        for (int i = 0; i < 3 && value.indexOf('%') >= 0; i++) {
            // Most that is encoded is encoded wrong: it would be refused before any endpoint sees it.
            value = pick(VALUES);
        }
        return rarely(30) ? value.repeat(1 + random.nextInt(60)) : value;
    }

    private byte[] body(StringBuilder head) {
        return switch (random.nextInt(6)) {
            case 0 -> {
                head.append("Content-Type: application/x-www-form-urlencoded\r\n");
                yield new byte[rarely(50) ? 1_100_000 : 0];
            }
            case 1 -> json(head);
            case 2 -> multipart(head);
            case 3 -> {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                head.append("Content-Type: ").append(pick(HEADER_VALUES)).append("\r\n");
                yield noise;
            }
            default -> {
                head.append("Content-Type: application/x-www-form-urlencoded\r\n");
                StringBuilder form = new StringBuilder();
                for (int i = random.nextInt(6); i > 0; i--) {
                    form.append(pick(NAMES)).append('=').append(value()).append('&');
                }
                yield form.toString().getBytes(charset());
            }
        };
    }

    private byte[] json(StringBuilder head) {
        head.append("Content-Type: application/json\r\n");
        String json = switch (random.nextInt(5)) {
            case 0 -> "[".repeat(random.nextInt(3_000));
            case 1 -> "{\"a\":".repeat(random.nextInt(3_000));
            case 2 -> "{\"" + pick(NAMES) + "\":" + pick(JSON) + "}";
            default -> pick(JSON);
        };
        return json.getBytes(charset());
    }

    private byte[] multipart(StringBuilder head) {
        head.append("Content-Type: multipart/form-data; boundary=b\r\n");
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            body.append(pick(List.of("--b\r\n", "--b\n", "--b", "\r\n--b\r\n", "--c\r\n")))
                    .append("Content-Disposition: form-data; name=")
                    .append(pick(List.of(
                            "\"" + pick(NAMES) + "\"",
                            "x",
                            "\"",
                            "",
                            "\"x\"; filename=\"y\"",
                            "\"x\"; filename=",
                            "x; filename*=UTF-8''%zz")))
                    .append(pick(List.of(
                            "\r\n\r\n",
                            "\r\n",
                            "\n\n",
                            "\r\n" + "h: ".repeat(5_000) + "\r\n\r\n",
                            "\r\nContent-Type: \u0000\r\n\r\n")))
                    .append(value())
                    .append("\r\n");
        }
        return body.append(rarely(4) ? "" : "--b--\r\n").toString().getBytes(charset());
    }

    private void framing(StringBuilder head, int length) {
        switch (random.nextInt(40)) {
            case 0 -> head.append("Transfer-Encoding: chunked\r\n");
            case 1 ->
                head.append("Content-Length: ").append(pick(HEADER_VALUES)).append("\r\n");
            case 2 -> head.append("Content-Length: ").append(length + 10).append("\r\n");
            case 3 -> head.append("Content-Length: ").append(length / 2).append("\r\n");
            case 4 -> head.append("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
            default -> {
                if (length > 0) {
                    head.append("Content-Length: ").append(length).append("\r\n");
                }
            }
        }
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
