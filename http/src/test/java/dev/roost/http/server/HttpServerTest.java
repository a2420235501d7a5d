package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.Standing;
import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.WritesStoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every client sees of the server, whatever it asks for. */
class HttpServerTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.routes.get(
                "/open", Access.open("read:statuses"), call -> Reply.json(Map.of("viewer", "" + call.viewer())));
        server.routes.get("/things/:id", Access.anybody(), call -> Reply.json(Map.of("id", call.pathId("id"))));
        server.routes.get("/things/special", Access.anybody(), call -> Reply.json(Map.of("id", "special")));
        server.routes.get("/@:user", Access.anybody(), call -> Reply.json(Map.of("user", call.path("user"))));
        server.routes.get("/@:user/:id", Access.anybody(), call -> Reply.json(Map.of("post", call.path("id"))));
        server.routes.get(
                "/page", Access.anybody(), call -> Reply.json(List.of(1)).linkPages(call, 5, 9, "types[]", "local"));
        server.routes.get(
                "/user",
                Access.user("read:statuses"),
                call -> Reply.json(call.user().account().value()));
        server.routes.get("/app", Access.app(), call -> Reply.empty());
        server.routes.get("/anyone", Access.user(), call -> Reply.empty());
        server.routes.get("/overloaded", Access.anybody(), call -> {
            throw new OverloadedException("busy");
        });
        server.routes.get("/stopped", Access.anybody(), call -> {
            throw new WritesStoppedException("a secret path: disk full", "the disk is full", 5);
        });
        server.routes.get("/broken", Access.anybody(), call -> {
            throw new IllegalStateException("a secret detail");
        });
        server.routes.get("/html", Access.anybody(), call -> Reply.html(200, "<p>hi", "default-src 'none'"));
        server.routes.get(
                "/large",
                Access.anybody(),
                call -> Reply.bytes(200, Reply.JSON, List.of("[".getBytes(StandardCharsets.UTF_8), new byte[300_000])));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pathsLeadToEndpoints() throws Exception {
        assertThat(server.get("/things/7").body()).isEqualTo("{\"id\":7}");
        assertThat(server.get("/things/special/").body()).isEqualTo("{\"id\":\"special\"}");
        assertThat(server.get("/@ann").body()).isEqualTo("{\"user\":\"ann\"}");
        assertThat(server.get("/@ann/8/").body()).isEqualTo("{\"post\":\"8\"}");
        assertThat(server.get("/@%C3%A4nn").body()).isEqualTo("{\"user\":\"änn\"}");
    }

    @Test
    void whatIsNotThereIsSaidInJson() throws Exception {
        HttpResponse<String> nowhere = server.get("/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(nowhere.body()).isEqualTo("{\"error\":\"Not Found\"}");
        assertThat(server.get("/things/x").body()).isEqualTo("{\"error\":\"Record not found\"}");
        HttpResponse<String> wrongMethod = server.send("POST", "/open", "");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(wrongMethod.body()).contains("\"error\"");
    }

    @Test
    void headAnswersWithoutABody() throws Exception {
        HttpResponse<String> head = server.send("HEAD", "/open", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Date")).isPresent();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("17");
    }

    /** More than the connection's table of former headers holds: both sides must agree on what falls out of it. */
    @Test
    void manyAnswersGoOverOneHttp2Connection() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/things/7")).build();
            for (int i = 0; i < 300; i++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.body()).isEqualTo("{\"id\":7}");
            }
        }
    }

    @Test
    void browsersOfAnyOriginMayAsk() throws Exception {
        HttpResponse<String> asked = server.send("OPTIONS", "/things/7", "", "Origin", "https://elsewhere.example");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Idempotency-Key");
        HttpResponse<String> any = server.send(
                "OPTIONS", "/things/7", "", "Access-Control-Request-Headers", "authorization, x-Any-thing,b(d,,x-2");
        assertThat(any.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("Authorization, Content-Type, Idempotency-Key, authorization, x-Any-thing, x-2");
        HttpResponse<String> answered = server.get("/nowhere");
        assertThat(answered.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answered.headers()
                        .firstValue("Access-Control-Expose-Headers")
                        .orElse(""))
                .contains("Link");
        assertThat(answered.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void everyAnswerTellsHowLongItWaitedAndWorked() throws Exception {
        for (String path : List.of("/things/7", "/nowhere", "/broken")) {
            assertThat(server.get(path).headers().firstValue("Server-Timing").orElse(""))
                    .matches("queue;dur=\\d+\\.\\d{3}, service;dur=\\d+\\.\\d{3}");
        }
    }

    @Test
    void tokensAreCheckedAgainstTheRoute() throws Exception {
        String user = server.tokenOf(3, Standing.ACTIVE, "read write");
        String narrow = server.tokenOf(4, Standing.ACTIVE, "read:accounts");
        String disabled = server.tokenOf(5, Standing.DISABLED, "read");
        String app = server.appToken("read");
        assertThat(with("/user", user).body()).isEqualTo("3");
        assertError(server.get("/user"), 401, "The access token is invalid");
        assertThat(server.get("/user").headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Roost\"");
        assertError(with("/user", "unknown"), 401, "The access token is invalid");
        assertError(with("/user", narrow), 403, "This action is outside the authorized scopes");
        assertError(with("/user", disabled), 403, "Your login is currently disabled");
        assertError(with("/user", app), 422, "This method requires an authenticated user");
        assertThat(with("/app", app).statusCode()).isEqualTo(200);
        assertThat(server.get("/open").body()).isEqualTo("{\"viewer\":\"null\"}");
        assertThat(with("/open", user).body()).isEqualTo("{\"viewer\":\"3\"}");
        assertThat(server.get("/open?access_token=" + user).body()).isEqualTo("{\"viewer\":\"3\"}");
        assertError(with("/open", narrow), 403, "This action is outside the authorized scopes");
        assertError(with("/open", "unknown"), 401, "The access token is invalid");
        assertError(server.get("/open?access_token=unknown"), 401, "The access token is invalid");
        assertThat(with("/things/7", "unknown").statusCode()).isEqualTo(200);
        assertThat(with("/things/7", disabled).statusCode()).isEqualTo(200);
        assertThat(server.get("/open", "Authorization", "Bearer ").body()).isEqualTo("{\"viewer\":\"null\"}");
        assertError(server.get("/anyone"), 422, "This method requires an authenticated user");
        assertError(with("/anyone", "unknown"), 401, "The access token is invalid");
        assertThat(with("/anyone", narrow).statusCode()).isEqualTo(200);
    }

    @Test
    void troubleIsToldWithoutDetails() throws Exception {
        HttpResponse<String> overloaded = server.get("/overloaded");
        assertThat(overloaded.statusCode()).isEqualTo(503);
        assertThat(overloaded.headers().firstValue("Retry-After")).hasValue("1");
        HttpResponse<String> stopped = server.get("/stopped");
        assertThat(stopped.statusCode()).isEqualTo(503);
        assertThat(stopped.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(stopped.body()).isEqualTo("{\"error\":\"Nothing can be changed at the moment: the disk is full\"}");
        HttpResponse<String> broken = server.get("/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secret");
        assertThat(broken.body())
                .contains(broken.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void pagesForPeopleAreShutOff() throws Exception {
        HttpResponse<String> page = server.get("/html");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void linksCarryWhatTheListKnowsOn() throws Exception {
        String base = "http://127.0.0.1:0/page?limit=5&types%5B%5D=a%2Cb&types%5B%5D=c&local=%22%3E&";
        assertThat(server.get("/page?types[]=a,b&limit=7&max_id=3&limit=5&types[]=c&local=%22%3E&a=b&min_id=1")
                        .headers()
                        .firstValue("Link"))
                .hasValue("<" + base + "max_id=5>; rel=\"next\", <" + base + "min_id=9>; rel=\"prev\"");
    }

    @Test
    void linksNameTheServerAsItIsSetWhateverTheClientCallsIt() throws Exception {
        for (String request : List.of(
                "GET /page HTTP/1.1\r\nHost: evil.example\r\n",
                "GET http://evil.example/page HTTP/1.1\r\nHost: evil.example\r\n")) {
            assertThat(raw(request + "X-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n"))
                    .contains("Link: <http://127.0.0.1:0/page?max_id=5>")
                    .doesNotContain("evil");
        }
    }

    @Test
    void aLinkThatWouldBeTooLongIsLeftOut() throws Exception {
        assertThat(server.get("/page?a=" + "x".repeat(9_000)).headers().firstValue("Link"))
                .hasValueSatisfying(link -> assertThat(link).hasSizeLessThan(200));
        HttpResponse<String> known = server.get("/page?local=" + "x".repeat(9_000));
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void largeAnswersArriveWhole() throws Exception {
        assertThat(server.get("/large").body()).hasSize(300_001);
    }

    @Test
    void malformedRequestsAreToldInJson() throws Exception {
        assertThat(raw("GET /open HTTP/1.1\r\nHost: a b c\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":");
        String long_ = "x".repeat(HttpSettings.Bounds.DEFAULT.headerBytes());
        assertThat(raw("GET /open HTTP/1.1\r\nHost: a\r\nX: " + long_ + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("{\"error\":");
        assertThat(raw("GET /a%2Fb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void keepsTheConnectionWhereABodyThatNobodyReadsComesLate() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            send(socket, "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
            // The server has the headers by the time that it has answered somebody else.
            assertThat(server.get("/things/1").statusCode()).isEqualTo(200);
            send(socket, "a=b" + "GET /things/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404")
                    .contains("HTTP/1.1 200")
                    .endsWith("{\"id\":1}");
        }
    }

    @Test
    void keepsTheConnectionWhereABodyWasRead() throws Exception {
        server.routes.post(
                "/words", Access.anybody(), call -> Reply.json(call.params().text("a", "")));
        String words = "POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b";
        assertThat(raw(words + words + "GET /things/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .containsPattern("(?s)HTTP/1.1 200.*\"b\".*HTTP/1.1 200.*\"b\".*HTTP/1.1 200.*\"id\"");
    }

    @Test
    void endsTheConnectionWhereABodyIsTooLongToReadOn() throws IOException {
        assertThat(raw("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: " + (UnreadBody.BYTES_MAX + 1)
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .containsIgnoringCase("Connection: close");
    }

    @Test
    void readsRefusedBodiesToTheirEndAndKeepsTheConnection() throws Exception {
        server.routes.post(
                "/read", Access.anybody(), call -> Reply.json(call.params().text("a", "")));
        server.routes.post("/signed-in", Access.user("write"), call -> Reply.empty());
        server.routes.post("/busy", Access.anybody(), call -> {
            throw new OverloadedException("busy");
        });
        for (int length : List.of(200_000, 2_000_000)) {
            assertKept("/nowhere", length, 404);
            assertKept("/open", length, 405);
            assertKept("/signed-in", length, 401);
            assertKept("/busy", length, 503);
        }
        assertKept("/read", 2_000_000, 413);
        assertKept("/read?a=%zz", 200_000, 400);
    }

    /** With a length and in chunks, and each time another request behind it. */
    private void assertKept(String path, int length, int status) throws IOException {
        String body = "x".repeat(length);
        String next = "GET /things/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        String post = "POST " + path + " HTTP/1.1\r\nHost: x\r\n";
        assertThat(raw(post + "Content-Length: " + length + "\r\n\r\n" + body + next))
                .startsWith("HTTP/1.1 " + status)
                .endsWith("{\"id\":1}");
        assertThat(raw(post + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(length) + "\r\n" + body
                        + "\r\n0\r\n\r\n" + next))
                .startsWith("HTTP/1.1 " + status)
                .endsWith("{\"id\":1}");
    }

    @Test
    void doesNotAskForABodyThatItRefuses() throws IOException {
        String waiting = "POST /nowhere HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 200000\r\n\r\n";
        assertThat(raw(waiting)).startsWith("HTTP/1.1 404").containsIgnoringCase("Connection: close");
        // Who does not wait to be asked may keep the connection, so the test gives it up.
        String sending = waiting.replace("Expect:", "Connection: close\r\nExpect:");
        assertThat(raw(sending + "x".repeat(200_000))).startsWith("HTTP/1.1 404");
    }

    @Test
    void asksForABodyThatItReads() throws IOException {
        server.routes.post(
                "/read", Access.anybody(), call -> Reply.json(call.params().text("a", "")));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = String.join(
                    "\r\n",
                    "POST /read HTTP/1.1",
                    "Host: x",
                    "Expect: 100-continue",
                    "Content-Length: 3",
                    "Connection: close",
                    "",
                    "");
            send(socket, head);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            send(socket, "a=b");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 200")
                    .endsWith("\"b\"");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> with(String path, String token) throws Exception {
        return server.get(path, "Authorization", "Bearer " + token);
    }

    private static void assertError(HttpResponse<String> response, int status, String text) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"error\":\"" + text + "\"}");
    }
}
