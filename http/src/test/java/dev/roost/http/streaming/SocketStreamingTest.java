package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.http.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketStreamingTest {
    private static final StreamLimits LIMITS =
            new StreamLimits(10, 3, 3, 2, 4, 1_024, 20, 50, 64_000, 1 << 20, java.time.Duration.ofHours(1));

    private StreamingServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StreamingServer(LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsEventsOfTheStreamNamedInTheAddress() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        try (SocketClient client = SocketClient.connect(server.ws("?stream=user&access_token=" + token))) {
            Eventually.is(() -> server.hub.wanted(new Topic.Home(StreamingServer.ALICE)));
            server.publish(
                    new Topic.Home(StreamingServer.ALICE), "update", "{\"id\":\"1\",\"content\":\"<p>\\\"ü😀</p>\"}");
            server.publish(new Topic.Notifications(StreamingServer.ALICE), "notification", "{\"id\":\"2\"}");
            server.publish(new Topic.Home(StreamingServer.BOB), "update", "{\"id\":\"3\"}");
            server.publish(new Topic.Home(StreamingServer.ALICE), "delete", "1");
            assertThat(client.next())
                    .isEqualTo("{\"stream\":[\"user\"],\"event\":\"update\",\"payload\":"
                            + "\"{\\\"id\\\":\\\"1\\\",\\\"content\\\":\\\"<p>\\\\\\\"ü😀</p>\\\"}\"}");
            assertThat(client.next()).contains("\"event\":\"notification\"");
            assertThat(client.next()).isEqualTo("{\"stream\":[\"user\"],\"event\":\"delete\",\"payload\":\"1\"}");
            assertThat(client.subProtocol()).isNull();
        }
        Eventually.is(() -> server.hub.wanted().isEmpty() && server.watched.get() == 0);
        assertThat(server.streaming.connections()).isZero();
    }

    @Test
    void givesATokenThatCameAsSubprotocolBack() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        try (SocketClient client = SocketClient.connect(server.ws("?"), token)) {
            assertThat(client.subProtocol()).isEqualTo(token);
            client.send("{\"type\":\"subscribe\",\"stream\":\"list\",\"list\":7}");
            Topic list = new Topic.Members(StreamingServer.ALICE, new dev.roost.model.ListId(7));
            Eventually.is(() -> server.hub.wanted(list));
            server.publish(list, "update", "{}");
            assertThat(client.next()).startsWith("{\"stream\":[\"list\",\"7\"],");
        }
    }

    @Test
    void carriesSeveralStreamsAndSendsOneEventForEach() throws Exception {
        try (SocketClient client = SocketClient.connect(server.ws(""))) {
            client.send("{\"type\":\"subscribe\",\"stream\":\"public\"}");
            client.send("{\"type\":\"subscribe\",\"stream\":\"public\"}");
            client.send("{\"type\":\"subscribe\",\"stream\":\"hashtag\",\"tag\":\"CAFÉ\"}");
            Topic tag = new Topic.Tagged("cafe");
            Eventually.is(() -> server.hub.wanted(tag));
            Event event = new Event("update", "{}");
            server.hub.publish(new Topic.Everything(), event);
            server.hub.publish(tag, event);
            assertThat(client.next()).startsWith("{\"stream\":[\"public\"],");
            assertThat(client.next()).startsWith("{\"stream\":[\"hashtag\",\"CAFÉ\"],");
            client.send("{\"type\":\"unsubscribe\",\"stream\":\"public\"}");
            Eventually.is(() -> !server.hub.wanted(new Topic.Everything()));
            client.send("{\"type\":\"unsubscribe\",\"stream\":\"hashtag\",\"tag\":\"CAFÉ\"}");
            Eventually.is(() -> server.hub.wanted().isEmpty());
        }
    }

    @Test
    void answersWhatItCannotDoWithAnError() throws Exception {
        try (SocketClient client = SocketClient.connect(server.ws("?stream=nonsense"))) {
            assertThat(client.next()).isEqualTo("{\"error\":\"Unknown stream type\",\"status\":400}");
            client.send("{\"type\":\"subscribe\",\"stream\":\"user\"}");
            assertThat(client.next()).isEqualTo("{\"error\":\"Missing access token\",\"status\":401}");
            client.send("{\"type\":\"subscribe\",\"stream\":\"hashtag\"}");
            assertThat(client.next()).isEqualTo("{\"error\":\"Missing tag name parameter\",\"status\":400}");
            client.send("no json");
            assertThat(client.next()).contains("\"status\":400");
            client.send("[1]");
            assertThat(client.next()).contains("\"status\":400");
            for (String tag : new String[] {"a", "b", "c", "d", "e"}) {
                client.send("{\"type\":\"subscribe\",\"stream\":\"hashtag\",\"tag\":\"" + tag + "\"}");
            }
            assertThat(client.next()).contains("\"status\":429");
        }
    }

    @Test
    void doesNotLetAForeignListOrAMissingScopeBeStreamed() throws Exception {
        String token = server.token(StreamingServer.BOB, "read:notifications");
        try (SocketClient client = SocketClient.connect(server.ws("?access_token=" + token))) {
            client.send("{\"type\":\"subscribe\",\"stream\":\"user\"}");
            assertThat(client.next()).contains("required scopes", "401");
        }
        String wide = server.token(StreamingServer.BOB, "read:statuses");
        try (SocketClient client = SocketClient.connect(server.ws("?access_token=" + wide))) {
            client.send("{\"type\":\"subscribe\",\"stream\":\"list\",\"list\":\"7\"}");
            assertThat(client.next()).contains("Not authorized to stream this list", "404");
            client.send("{\"type\":\"subscribe\",\"stream\":\"user\"}");
            Eventually.is(() -> server.hub.wanted(new Topic.Home(StreamingServer.BOB)));
            assertThat(server.hub.wanted(new Topic.Notifications(StreamingServer.BOB)))
                    .isFalse();
        }
    }

    @Test
    void refusesAnUnknownTokenBeforeTheUpgrade() {
        assertThatThrownBy(() -> SocketClient.connect(server.ws("?access_token=wrong")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        refusal -> assertThat(refusal.getResponseStatusCode()).isEqualTo(401));
        assertThat(server.streaming.connections()).isZero();
    }

    @Test
    void pingsAndAnswersPings() throws Exception {
        try (SocketClient client = SocketClient.connect(server.ws("?stream=public"))) {
            Eventually.is(() -> server.hub.wanted(new Topic.Everything()));
            client.ping();
            client.ponged.get(20, TimeUnit.SECONDS);
            server.streaming.beat();
            client.pinged.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void closesWhatIsTooLongTooMuchOrNotText() throws Exception {
        try (SocketClient client = SocketClient.connect(server.ws(""))) {
            client.send("x".repeat(1_025));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
        try (SocketClient client = SocketClient.connect(server.ws(""))) {
            for (int i = 0; i < 21; i++) {
                client.send("{\"type\":\"unsubscribe\",\"stream\":\"public\"}");
            }
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void limitsTheConnectionsOfAnAccount() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < LIMITS.connectionsPerAccount(); i++) {
            clients.add(SocketClient.connect(server.ws("?stream=user&access_token=" + token)));
        }
        Eventually.is(() -> server.streaming.connections() == LIMITS.connectionsPerAccount());
        assertThatThrownBy(() -> SocketClient.connect(server.ws("?access_token=" + token)))
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        refusal -> assertThat(refusal.getResponseStatusCode()).isEqualTo(429));
        assertThat(server.watched.get()).isEqualTo(1);
        clients.forEach(SocketClient::close);
        Eventually.is(() -> server.streaming.connections() == 0);
    }

    @Test
    void limitsTheConnectionsWithoutATokenOfAnAddressAndOfAll() throws Exception {
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < LIMITS.anonymousPerAddress(); i++) {
            clients.add(SocketClient.connect(server.ws("?stream=public")));
        }
        Eventually.is(() -> server.streaming.connections() == LIMITS.anonymousPerAddress());
        assertThatThrownBy(() -> SocketClient.connect(server.ws("?stream=public")))
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        refusal -> assertThat(refusal.getResponseStatusCode()).isEqualTo(429));
        try (Socket elsewhere = events("127.0.0.2")) {
            assertThat(statusOf(elsewhere)).isEqualTo("HTTP/1.1 200");
            try (Socket nowhere = events("127.0.0.3")) {
                assertThat(statusOf(nowhere)).as("the third was the last").isEqualTo("HTTP/1.1 429");
            }
            clients.removeFirst().close();
            Eventually.is(() -> server.streaming.connections() == 2);
            clients.add(SocketClient.connect(server.ws("?stream=public")));
        }
        clients.forEach(SocketClient::close);
    }

    private Socket events(String address) throws IOException {
        Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port(), InetAddress.ofLiteral(address), 0);
        socket.getOutputStream()
                .write("GET /api/v1/streaming/public HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusOf(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    @Test
    void saysGoodbyeWhenTheServerStops() throws Exception {
        try (SocketClient client = SocketClient.connect(server.ws("?stream=public"))) {
            Eventually.is(() -> server.hub.wanted(new Topic.Everything()));
            server.streaming.close();
            assertThat(client.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void closesWhenTheTokenIsRevoked() throws Exception {
        String token = server.token(StreamingServer.ALICE, "read");
        try (SocketClient client = SocketClient.connect(server.ws("?stream=user&access_token=" + token))) {
            Eventually.is(() -> server.hub.wanted(new Topic.Home(StreamingServer.ALICE)));
            server.hub.connections().forEach(each -> each.close(CloseReason.NO_LONGER_ALLOWED));
            assertThat(client.closeCode()).isEqualTo(1008);
        }
        Eventually.is(() -> server.streaming.connections() == 0);
    }

    @Test
    void cutsOffAClientThatDoesNotRead() throws Exception {
        try (Socket slow = silentClient()) {
            Eventually.is(() -> server.hub.wanted(new Topic.Everything()));
            String data = "\"" + "x".repeat(10_000) + "\"";
            int sent = 0;
            while (server.streaming.connections() == 1) {
                server.publish(new Topic.Everything(), "update", data);
                assertThat(++sent).isLessThan(100_000);
            }
            assertThat(server.hub.wanted()).isEmpty();
            assertEnds(slow);
        }
    }

    @Test
    void cutsOffAClientThatDoesNotAnswerPings() throws Exception {
        try (Socket silent = silentClient()) {
            Eventually.is(() -> server.hub.wanted(new Topic.Everything()));
            server.streaming.beat();
            server.streaming.beat();
            assertThat(server.streaming.connections()).isEqualTo(1);
            server.streaming.beat();
            assertThat(server.streaming.connections()).isZero();
            assertEnds(silent);
        }
    }

    /** A WebSocket that is upgraded and then says and reads nothing. */
    private Socket silentClient() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(String.join(
                                "\r\n",
                                "GET /api/v1/streaming?stream=public HTTP/1.1",
                                "Host: x",
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "",
                                "")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void assertEnds(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException reset) {
            assertThat(reset).isNotNull();
        }
    }
}
