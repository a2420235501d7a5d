package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.PageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parameters mean the same in every form in which clients send them. */
class ParamsTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private final AtomicReference<Params> seen = new AtomicReference<>();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        HttpSettings.Bounds plain = HttpSettings.Bounds.DEFAULT;
        server = new TestServer(
                HttpSettings.RateLimits.OFF,
                new HttpSettings.Bounds(
                        plain.connections(), plain.headerBytes(), 4_096, plain.streams(), plain.stopTimeout()));
        Endpoint endpoint = call -> {
            seen.set(call.params());
            return Reply.empty();
        };
        server.routes.get("/p", Access.anybody(), endpoint);
        server.routes.post("/p", Access.anybody(), endpoint);
        server.routes.patch("/p", Access.anybody(), endpoint);
        server.routes.delete("/p", Access.anybody(), endpoint);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Params query(String query) throws Exception {
        assertThat(server.get("/p?" + query).statusCode()).isEqualTo(200);
        return seen.get();
    }

    private Params body(String method, String type, String body) throws Exception {
        HttpResponse<String> answer = server.send(method, "/p?from=query", body, "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return seen.get();
    }

    @Test
    void listsComeInThreeForms() throws Exception {
        List<String> expected = List.of("1", "2");
        assertThat(query("id=1&id=2").list("id")).isEqualTo(expected);
        assertThat(query("id[]=1&id[]=2").list("id")).isEqualTo(expected);
        assertThat(query("id%5B%5D=1&id%5B%5D=2").list("id")).isEqualTo(expected);
        assertThat(query("id[0]=1&id[1]=2").list("id")).isEqualTo(expected);
        assertThat(query("id=1").ids("id")).isEqualTo(List.of(1L));
        assertThat(body("POST", "application/json", "{\"id\":[1,\"2\"]}").list("id"))
                .isEqualTo(expected);
        assertThat(body("GET", "application/json", "{\"id\":[1,\"2\"]}").list("id"))
                .isEqualTo(expected);
        assertThat(body("DELETE", FORM, "id[]=1&id[]=2").list("id")).isEqualTo(expected);
        assertThat(body("POST", "application/json", "{\"id\":[]}").list("id")).isEmpty();
    }

    @Test
    void namesNest() throws Exception {
        String form = "source[privacy]=private&fields_attributes[0][name]=a&fields_attributes[0][value]=b"
                + "&fields_attributes[1][name]=c";
        for (Params params : List.of(
                body("PATCH", FORM, form),
                body(
                        "PATCH",
                        FORM,
                        "source[privacy]=private&fields_attributes[][name]=a&fields_attributes[][value]=b"
                                + "&fields_attributes[][name]=c"),
                body(
                        "PATCH",
                        "application/json",
                        "{\"source\":{\"privacy\":\"private\"},\"fields_attributes\":"
                                + "[{\"name\":\"a\",\"value\":\"b\"},{\"name\":\"c\"}]}"),
                body(
                        "PATCH",
                        "application/json",
                        "{\"source\":{\"privacy\":\"private\"},\"fields_attributes\":"
                                + "{\"0\":{\"name\":\"a\",\"value\":\"b\"},\"1\":{\"name\":\"c\"}}}"))) {
            assertThat(params.nested("source").text("privacy")).hasValue("private");
            assertThat(params.items("fields_attributes")).hasSize(2);
            assertThat(params.items("fields_attributes").getFirst().text("value"))
                    .hasValue("b");
            assertThat(params.items("fields_attributes").getLast().text("name")).hasValue("c");
            assertThat(params.text("from")).hasValue("query");
        }
    }

    @Test
    void multipartIsAForm() throws Exception {
        String body = part("source[privacy]", "private") + part("note", "grüße") + "--b--\r\n";
        Params params = body("PATCH", "multipart/form-data; boundary=b", body);
        assertThat(params.nested("source").text("privacy")).hasValue("private");
        assertThat(params.text("note")).hasValue("grüße");
    }

    @Test
    void filesAreRefused() throws Exception {
        String file = String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"avatar\"; filename=\"a.png\"",
                "Content-Type: image/png",
                "",
                "PNG",
                "--b--",
                "");
        HttpResponse<String> answer =
                server.send("PATCH", "/p", file, "Content-Type", "multipart/form-data; boundary=b");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("does not take files");
        String none = "--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"\"\r\n\r\n\r\n"
                + part("note", "x") + "--b--\r\n";
        assertThat(body("PATCH", "multipart/form-data; boundary=b", none).has("avatar"))
                .isFalse();
    }

    @Test
    void yesAndNoHaveManySpellings() throws Exception {
        for (String yes : List.of("1", "true", "True", "on", "t", "yes")) {
            assertThat(query("b=" + yes).bool("b")).hasValue(true);
        }
        for (String no : List.of("0", "false", "False", "off", "f", "")) {
            assertThat(query("b=" + no).bool("b")).hasValue(false);
        }
        assertThat(query("c=1").bool("b")).isEmpty();
        assertThat(body("POST", "application/json", "{\"b\":true,\"n\":null}").bool("b"))
                .hasValue(true);
        assertThat(seen.get().has("n")).isFalse();
    }

    @Test
    void theLastOfTwoCounts() throws Exception {
        assertThat(query("limit=5&max_id=9&limit=6").page(20, 40).limit()).isEqualTo(6);
        assertThat(query("limit=900").page(20, 40).limit()).isEqualTo(40);
        assertThat(query("limit=x&max_id=y&min_id=-3").page(20, 40)).isEqualTo(PageRequest.newest(20));
        assertThat(query("max_id=99999999999999999999").page(20, 40).maxId()).isZero();
        assertThat(body("POST", FORM, "from=body").text("from")).hasValue("body");
    }

    @Test
    void oddNamesDoNoHarm() throws Exception {
        body("POST", FORM, "=x&[]=y&d[=z&e[][][]=1&f[a][b][c][d][e][f][g]=1&g=1&g[h]=2&i[j]=1&i=2&k[]=1&k=2");
        assertThat(seen.get().has("k")).isTrue();
        assertThat(query("&&a&b=&=&c=1=2&").text("c")).hasValue("1=2");
        assertThat(seen.get().text("a")).hasValue("");
        assertThat(query("a=%20%2B+%c3%A4ä").text("a")).hasValue(" + ää");
    }

    /** What stands for no byte, and bytes that stand for no character, are not guessed at: they would be stored. */
    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        for (String wrong : List.of(
                "%zz",
                "%", "%a", "%4", "x%f", "%FF%FE", "%E2%82", "%C0%80", "%E0%80%AF", "%ED%A0%80", "%F4%90%80%80")) {
            assertThat(rawQuery("a=" + wrong)).as(wrong).startsWith("HTTP/1.1 400");
            assertThat(rawQuery(wrong + "=a")).as(wrong).startsWith("HTTP/1.1 400");
            assertThat(status(FORM, "a=" + wrong)).as(wrong).isEqualTo(400);
            assertThat(status(FORM, "b=1&" + wrong)).as(wrong).isEqualTo(400);
        }
        byte[] overlong = {'a', '=', (byte) 0xC0, (byte) 0xAF};
        assertThat(bytes(FORM, overlong)).isEqualTo(400);
        byte[] cut = {'a', '=', (byte) 0xC3, '(', '&', 'b', '='};
        assertThat(bytes(FORM, cut)).isEqualTo(400);
        byte[] json = "{\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(bytes("application/json", json)).isEqualTo(400);
        byte[] overlongJson = "{\"a\":\"\u00c0\u00af\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(bytes("application/json", overlongJson)).isEqualTo(400);
        for (String half : List.of("\\ud83d", "\\udf3f", "\\ud83dx", "\\udf3f\\ud83d")) {
            assertThat(status("application/json", "{\"a\":\"" + half + "\"}"))
                    .as(half)
                    .isEqualTo(400);
            assertThat(status("application/json", "{\"" + half + "\":1}"))
                    .as(half)
                    .isEqualTo(400);
            assertThat(status("application/json", "{\"a\":[{\"b\":\"" + half + "\"}]}"))
                    .as(half)
                    .isEqualTo(400);
        }
        assertThat(body("POST", "application/json", "{\"a\":\"\\ud83c\\udf3f\"}")
                        .text("a"))
                .hasValue("🌿");
        byte[] part = (part("note", "\u00c0\u00af") + "--b--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(bytes("multipart/form-data; boundary=b", part)).isEqualTo(400);
    }

    private int bytes(String type, byte[] body) throws Exception {
        return server.sendBytes("POST", "/p", body, "Content-Type", type).statusCode();
    }

    /** As no URI class would send it. */
    private String rawQuery(String query) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET /p?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void bodiesThatAreNotWhatTheySayAreRefused() throws Exception {
        assertThat(status("application/json", "{")).isEqualTo(400);
        assertThat(status("application/json", "[1]")).isEqualTo(400);
        assertThat(status("application/json", "[".repeat(2_000))).isEqualTo(400);
        assertThat(status("multipart/form-data; boundary=b", "nothing of the kind"))
                .isEqualTo(400);
        assertThat(status("text/csv", "a,b")).isEqualTo(415);
    }

    @Test
    void longBodiesAreRefused() throws Exception {
        assertThat(status(FORM, "a=" + "x".repeat(4_094))).isEqualTo(200);
        assertThat(status(FORM, "a=" + "x".repeat(4_095))).isEqualTo(413);
    }

    private int status(String type, String body) throws Exception {
        return server.send("POST", "/p", body, "Content-Type", type).statusCode();
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
