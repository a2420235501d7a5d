package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamingTest {
    private static final StreamLimits LIMITS =
            new StreamLimits(2_000, 3, 1_500, 1_500, 4, 1_024, 20, 200, 1_000_000, 64 << 20, Duration.ofHours(1));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StreamingServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StreamingServer(LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
        client.shutdownNow();
    }

    @Test
    void isLiveWhenTheFirstSignOfLifeHasCome() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        HttpResponse<InputStream> stream = open("/user/", token);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
        try (InputStream body = stream.body()) {
            assertThat(read(body, 3)).isEqualTo(":)\n");
            server.publish(new Topic.Home(StreamingServer.ALICE), "update", "{\"id\":\"1\",\"c\":\"ü😀\"}");
            server.publish(new Topic.Home(StreamingServer.ALICE), "delete", "1");
            String expected = "event: update\ndata: {\"id\":\"1\",\"c\":\"ü😀\"}\n\nevent: delete\ndata: 1\n\n:thump\n";
            int length = expected.getBytes(StandardCharsets.UTF_8).length;
            String events = read(body, length - 7);
            server.streaming.beat();
            assertThat(events + read(body, 7)).isEqualTo(expected);
        }
        // The end of the connection shows when the server writes next.
        Eventually.is(() -> {
            server.streaming.beat();
            return server.streaming.connections() == 0;
        });
        assertThat(server.watched.get()).isZero();
    }

    @Test
    void hasEveryStream() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        record Case(String path, Topic topic) {}
        for (Case each : new Case[] {
            new Case("/user/notification", new Topic.Notifications(StreamingServer.ALICE)),
            new Case("/public", new Topic.Everything()),
            new Case("/public/local", new Topic.Everything()),
            new Case("/hashtag?tag=Roost", new Topic.Tagged("roost")),
            new Case("/hashtag/local?tag=Roost", new Topic.Tagged("roost")),
            new Case("/list?list=7", new Topic.Members(StreamingServer.ALICE, new dev.roost.model.ListId(7))),
            new Case("/direct", new Topic.Direct(StreamingServer.ALICE)),
        }) {
            try (InputStream body = open(each.path(), token).body()) {
                assertThat(read(body, 3)).isEqualTo(":)\n");
                server.publish(each.topic(), "delete", "5");
                assertThat(read(body, 23)).as(each.path()).isEqualTo("event: delete\ndata: 5\n\n");
            }
            Eventually.is(() -> {
                server.streaming.beat();
                return server.streaming.connections() == 0;
            });
        }
        try (InputStream body = open("/public/remote", token).body()) {
            assertThat(read(body, 3)).isEqualTo(":)\n");
            assertThat(server.hub.wanted()).isEmpty();
        }
        try (InputStream body = open("/public?only_media=true", token).body()) {
            assertThat(read(body, 3)).isEqualTo(":)\n");
            assertThat(server.hub.wanted()).isEmpty();
        }
    }

    @Test
    void refusesInJson() throws Exception {
        assertRefused(open("/user", ""), 401, "Missing access token");
        assertRefused(open("/public", "wrong"), 401, "Invalid access token");
        assertRefused(open("/hashtag", ""), 400, "Missing tag name parameter");
        String token = server.token(StreamingServer.BOB, "read");
        assertRefused(open("/list?list=7", token), 404, "Not authorized to stream this list");
        assertRefused(open("", token), 426, "This address takes WebSocket connections");
        assertThat(server.streaming.connections()).isZero();
        HttpResponse<InputStream> health = open("/health", "");
        assertThat(new String(health.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("OK");
    }

    @Test
    void answersTheHeadWithoutBeginningAStream() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(server.http("/public")).HEAD().build();
        assertThat(client.send(head, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertThat(server.streaming.connections()).isZero();
    }

    @Test
    void cutsOffAClientThatDoesNotRead() throws Exception {
        String data = "\"" + "x".repeat(10_000) + "\"";
        try (Socket slow = raw("/public");
                InputStream quick = open("/public", "").body()) {
            assertThat(read(quick, 3)).isEqualTo(":)\n");
            Eventually.is(() -> server.hub.wanting(new Topic.Everything()).size() == 2);
            int sent = 0;
            while (server.streaming.connections() == 2) {
                server.publish(new Topic.Everything(), "update", data);
                assertThat(read(quick, 14 + 6 + data.length() + 2)).startsWith("event: update\n");
                assertThat(++sent).isLessThan(100_000);
            }
            // The slow one's connection is closed for good, the quick one goes on.
            assertThat(readToEnd(slow)).isLessThan((long) sent * data.length());
            server.publish(new Topic.Everything(), "delete", "1");
            assertThat(read(quick, 23)).startsWith("event: delete");
        }
    }

    @Test
    void endsStreamsWhenTheServerStops() throws Exception {
        try (InputStream body = open("/public", "").body()) {
            assertThat(read(body, 3)).isEqualTo(":)\n");
            server.streaming.close();
            assertThat(body.read()).isEqualTo(-1);
        }
        assertRefused(open("/public", ""), 503, "The server stops");
    }

    /** A stream that is open; whoever is told to come back comes back. */
    private Socket opened() throws Exception {
        while (true) {
            Socket socket = raw("/public");
            if (read(socket.getInputStream(), 12).equals("HTTP/1.1 200")) {
                return socket;
            }
            socket.close();
        }
    }

    @Test
    void holdsAThousandStreamsWithoutAThreadForEach() throws Exception {
        int threads = Thread.activeCount();
        int count = 1_000;
        Socket[] sockets = new Socket[count];
        try {
            for (int i = 0; i < count; i++) {
                sockets[i] = opened();
            }
            Eventually.is(() -> server.hub.wanting(new Topic.Everything()).size() == count);
            assertThat(Thread.activeCount() - threads).isLessThan(80);
            server.publish(new Topic.Everything(), "delete", "42");
            for (Socket socket : sockets) {
                assertThat(readUntil(socket, "data: 42\n\n")).contains(":)\n", "event: delete\n");
            }
        } finally {
            for (Socket socket : sockets) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    private HttpResponse<InputStream> open(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private Socket raw(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/streaming" + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void assertRefused(HttpResponse<InputStream> response, int status, String error) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"" + error + "\"}");
    }

    private static String read(InputStream in, int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("ended after " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    private static long readToEnd(Socket socket) {
        long sum = 0;
        try {
            byte[] buffer = new byte[65_536];
            int read = socket.getInputStream().read(buffer);
            while (read >= 0) {
                sum += read;
                read = socket.getInputStream().read(buffer);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException reset) {
            return sum;
        }
        return sum;
    }

    @Test
    void isAskedForWithoutABody() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/streaming/public HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            // No more comes, and the server need not wait until it gives the connection up.
            socket.shutdownOutput();
            assertThat(read(socket.getInputStream(), 12)).isEqualTo("HTTP/1.1 400");
        }
        assertThat(server.streaming.connections()).isZero();
    }
}
