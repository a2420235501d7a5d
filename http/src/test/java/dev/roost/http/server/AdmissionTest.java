package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.Eventually;
import dev.roost.http.server.HttpSettings.Bounds;
import dev.roost.http.server.HttpSettings.ConnectionBounds;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.runtime.admission.Place;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers can hold open, and that whatever they hold, others are answered. Time passes as the tests say. */
@Timeout(60)
class AdmissionTest {
    private static final String ONE = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final String THIRD = "127.0.0.4";
    private static final long HEAP = 64L << 20;
    private static final Descriptors MANY = new Descriptors(Long.MAX_VALUE, () -> 0);
    private static final String HALF = "GET /hello HTTP/1.1\r\nHost: x\r\n";

    private final AtomicLong nowNs = new AtomicLong();
    private final CompletableFuture<String> held = new CompletableFuture<>();
    private final List<RawClient> clients = new ArrayList<>();
    private TestServer server;

    @AfterEach
    void stop() throws IOException {
        held.complete("waited");
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private void start(int connections, int perAddress, int halfSent, long heapBytes) throws IOException {
        start(connections, perAddress, halfSent, heapBytes, Executors.newVirtualThreadPerTaskExecutor());
    }

    private void start(int connections, int perAddress, int halfSent, long heapBytes, Executor requests)
            throws IOException {
        Bounds usual = Bounds.DEFAULT;
        ConnectionBounds bounds = new ConnectionBounds(
                connections, perAddress, halfSent, Duration.ofSeconds(60), Duration.ofSeconds(20), 500);
        server = new TestServer(
                RateLimits.OFF,
                new Bounds(bounds, usual.headerBytes(), usual.bodyBytes(), usual.streams(), usual.stopTimeout()),
                new Room(connections, heapBytes, MANY),
                nowNs::get,
                requests);
        server.routes.get("/hello", Access.anybody(), call -> Reply.text("hello"));
        server.routes.get("/wait", Access.anybody(), call -> Reply.text(Place.whileAway(held::join)));
        server.routes.get("/large", Access.anybody(), call -> Reply.bytes(200, Reply.TEXT, List.of(new byte[1 << 20])));
        server.routes.post(
                "/words", Access.anybody(), call -> Reply.text(call.params().text("a", "")));
        server.start();
    }

    private RawClient client(String address) throws IOException {
        RawClient client = new RawClient(address, server.port());
        clients.add(client);
        return client;
    }

    private List<RawClient> clients(int number, String address) throws IOException {
        List<RawClient> some = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            some.add(client(address));
        }
        return some;
    }

    private static long open(List<RawClient> some) throws IOException {
        long open = 0;
        for (RawClient each : some) {
            open += each.isOpen() ? 1 : 0;
        }
        return open;
    }

    private void pass(Duration time) {
        nowNs.addAndGet(time.toNanos());
    }

    private long memoryTaken() {
        return server.admission().memory().taken();
    }

    // ---- connections

    @Test
    void newcomersGetThePlacesOfIdleOnesOfWhoeverHasMost() throws IOException {
        start(20, 0, 100, HEAP);
        List<RawClient> many = clients(15, ONE);
        for (RawClient each : many) {
            assertThat(each.get("/hello")).contains("hello");
        }
        List<RawClient> few = clients(5, OTHER);
        for (RawClient each : few) {
            assertThat(each.get("/hello")).contains("hello");
        }
        List<RawClient> newcomers = clients(4, THIRD);
        for (RawClient each : newcomers) {
            assertThat(each.get("/hello")).contains("hello");
        }
        assertThat(server.admission().connections()).isEqualTo(20);
        assertThat(open(many)).isEqualTo(11);
        assertThat(open(many.subList(0, 4))).as("the longest idle go first").isZero();
        assertThat(open(few)).isEqualTo(5);
        assertThat(open(newcomers)).isEqualTo(4);
        assertThat(server.admission().turnedAwayCount()).isZero();
    }

    @Test
    void halfSentRequestsOfOneAddressShutNobodyOut() throws IOException {
        start(200, 0, 1_000, HEAP);
        List<RawClient> half = clients(260, ONE);
        for (RawClient each : half) {
            try {
                each.send(HALF);
            } catch (IOException endedAlready) {
                // Its place went to a later one.
            }
        }
        assertThat(client(OTHER).get("/hello")).contains("hello");
        assertThat(client(ONE).get("/hello")).contains("hello");
    }

    @Test
    void anAddressHasSoManyHalfSentRequests() throws IOException {
        start(200, 0, 10, HEAP);
        List<RawClient> half = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            half.add(client(ONE).send(HALF));
        }
        Eventually.is(() -> server.admission().turnedAwayCount() == 15);
        assertThat(open(half)).isEqualTo(10);
        assertThat(client(OTHER).send(HALF).send("\r\n").answer()).contains("hello");
        Eventually.is(() -> server.admission().connections() == 11);
    }

    @Test
    void onlyBusyConnectionsOfOneWhoHasMoreThanAQuarterMakeRoom() throws IOException {
        start(20, 0, 100, HEAP);
        List<RawClient> busy = clients(14, ONE);
        List<RawClient> others = clients(6, OTHER);
        for (RawClient each : busy) {
            each.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (RawClient each : others) {
            each.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        Eventually.is(() -> memoryTaken() >= 20 * CallCharge.costOf(0, 0));
        RawClient third = client(THIRD);
        assertThat(third.get("/hello")).contains("hello");
        third.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        Eventually.is(() -> memoryTaken() >= 21 * CallCharge.costOf(0, 0));
        assertThat(open(busy)).isEqualTo(13);
        assertThat(open(others)).isEqualTo(6);
        assertThat(client(ONE).isEnded()).as("who has most and is busy").isTrue();
    }

    @Test
    void anAddressWithItsShareGetsAnIdlePlaceOfItsOwnOrNone() throws IOException {
        start(200, 3, 100, HEAP);
        List<RawClient> mine = clients(3, ONE);
        for (RawClient each : mine) {
            assertThat(each.get("/hello")).contains("hello");
        }
        RawClient fourth = client(ONE);
        assertThat(fourth.get("/hello")).contains("hello");
        assertThat(open(mine)).isEqualTo(2);
        assertThat(server.admission().connections()).isEqualTo(3);
        for (RawClient each : List.of(mine.get(1), mine.get(2), fourth)) {
            each.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        Eventually.is(() -> memoryTaken() >= 3 * CallCharge.costOf(0, 0));
        assertThat(client(ONE).isEnded()).isTrue();
        assertThat(client(OTHER).get("/hello")).contains("hello");
        assertThat(server.admission().turnedAwayCount()).isEqualTo(1);
    }

    @Test
    void theStoresFilesComeBeforeConnections() throws IOException {
        AtomicLong files = new AtomicLong(36);
        server = new TestServer(
                RateLimits.OFF,
                Bounds.DEFAULT,
                new Room(1_000, HEAP, new Descriptors(200, () -> files.get() + connections())),
                nowNs::get);
        server.routes.get("/hello", Access.anybody(), call -> Reply.text("hello"));
        server.start();
        List<RawClient> many = clients(100, ONE);
        for (RawClient each : many) {
            assertThat(each.get("/hello")).contains("hello");
        }
        assertThat(server.admission().connections()).isEqualTo(100);
        files.set(66);
        server.admission().countDescriptors();
        assertThat(server.admission().connections()).isEqualTo(70);
        assertThat(open(many)).isEqualTo(70);
        assertThat(client(OTHER).get("/hello")).contains("hello");
        assertThat(server.admission().connections()).isEqualTo(70);
    }

    private int connections() {
        return server == null ? 0 : server.admission().connections();
    }

    // ---- time

    @Test
    void aHeadThatIsNotWholeInTimeEnds() throws IOException {
        start(200, 0, 100, HEAP);
        RawClient half = client(ONE).send(HALF);
        RawClient behindAnother = client(ONE);
        assertThat(behindAnother.send(HALF + "\r\n" + HALF).answer()).contains("hello");
        RawClient idle = client(ONE);
        assertThat(idle.get("/hello")).contains("hello");
        Eventually.is(() -> memoryTaken() >= 2 * 24);
        pass(Duration.ofSeconds(20));
        server.admission().sweep();
        assertThat(half.send("X: y\r\n").isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        server.admission().sweep();
        assertThat(half.isEnded()).isTrue();
        assertThat(behindAnother.isEnded()).isTrue();
        assertThat(idle.get("/hello")).contains("hello");
        Eventually.is(() -> memoryTaken() == 0);
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() throws IOException {
        start(200, 0, 100, HEAP);
        RawClient slow = client(ONE);
        slow.send("POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\na=" + "b".repeat(9_000));
        // More memory is taken for it once some of it has been read, from when on its time counts.
        Eventually.is(() -> memoryTaken() >= 4 * 16_384);
        RawClient fast = client(ONE);
        fast.send("POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\na=" + "b".repeat(40_000));
        Eventually.is(() -> memoryTaken() >= 4 * (16_384 + 65_536));
        pass(Duration.ofSeconds(40));
        slow.send("c");
        fast.send("b".repeat(59_998));
        assertThat(slow.answer())
                .startsWith("HTTP/1.1 408")
                .contains("\"error\"")
                .containsIgnoringCase("close");
        assertThat(slow.isEnded()).isTrue();
        assertThat(fast.answer()).startsWith("HTTP/1.1 200");
        Eventually.is(() -> memoryTaken() == 0);
    }

    @Test
    void aReaderWhoTakesAnAnswerTooSlowlyIsCut() throws IOException {
        start(200, 0, 100, 512L << 20);
        RawClient slow = client(ONE).send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        Eventually.is(() -> server.admission().answers().taken() == 1 << 20);
        assertThat(client(OTHER).get("/large")).contains("200");
        long inTime = 20 + (1 << 20) / 500;
        pass(Duration.ofSeconds(inTime));
        server.admission().sweep();
        assertThat(server.admission().connections()).isEqualTo(2);
        pass(Duration.ofSeconds(1));
        server.admission().sweep();
        assertThat(slow.isEnded()).isTrue();
        Eventually.is(() -> server.admission().answers().taken() == 0 && memoryTaken() == 0);
    }

    @Test
    void slowReadersMakeRoomForNewcomers() throws IOException {
        start(16, 0, 100, 1L << 30);
        List<RawClient> slow = clients(16, ONE);
        for (RawClient each : slow) {
            each.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        Eventually.is(() -> server.admission().answers().taken() == 16 << 20);
        pass(Duration.ofSeconds(3));
        Eventually.is(() -> server.admission().waitingAnswers() == 16);
        assertThat(client(OTHER).get("/hello")).contains("hello");
        assertThat(server.admission().turnedAwayCount()).isZero();
    }

    // ---- memory

    @Test
    void answersThatWaitAreBoundedForEachAndForAll() throws IOException {
        // 8 MB for answers: 2 for one address, and 6 for all that have much.
        start(200, 0, 100, HEAP);
        for (String address : List.of(ONE, OTHER, THIRD)) {
            for (int i = 1; i <= 2; i++) {
                long before = server.admission().answers().taken();
                client(address).send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
                Eventually.is(() -> server.admission().answers().taken() == before + (1 << 20));
            }
            assertThat(client(address).get("/large"))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 1")
                    .contains("\"error\"");
            assertThat(client(address).get("/hello")).contains("hello");
        }
        assertThat(client("127.0.0.5").get("/large")).startsWith("HTTP/1.1 503");
        assertThat(client("127.0.0.5").get("/hello")).contains("hello");
    }

    @Test
    void bodiesOnTheirWayAreBounded() throws IOException {
        // 8 MB for requests, 2 for one address; a body of 400 KB that has come takes up to 4 times 512 KB.
        start(200, 0, 100, HEAP);
        RawClient first = client(ONE);
        String head = "POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 420000\r\n\r\n";
        first.send(head + "a=" + "b".repeat(400_000));
        Eventually.is(() -> memoryTaken() > 4 * 262_144);
        // It is read on, so that its sender hears why.
        RawClient second = client(ONE).send(head + "a=" + "b".repeat(419_998));
        assertThat(second.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
        assertThat(client(OTHER).get("/hello")).contains("hello");
        first.send("b".repeat(19_998));
        assertThat(first.answer()).startsWith("HTTP/1.1 200");
        Eventually.is(() -> memoryTaken() == 0);
    }

    @Test
    void callsUnderWayAreBounded() throws IOException {
        // 64 KB for requests of one address.
        start(64, 0, 100, 2L << 20);
        List<RawClient> calls = clients(20, ONE);
        for (RawClient each : calls) {
            each.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        Eventually.is(() -> server.admission().turnedAwayCount() > 0);
        Eventually.is(() -> server.admission().turnedAwayCount() == 20 - memoryTaken() / 4_200);
        assertThat(client(OTHER).get("/hello")).contains("hello");
        held.complete("waited");
        Eventually.is(() -> memoryTaken() == 0);
        assertThat(client(ONE).get("/hello")).contains("hello");
    }

    @Test
    void longHeadsCostTheirConnectionMoreUnits() throws IOException {
        // 512 units, of which such a connection takes four.
        start(1_000, 0, 100, 16L << 20);
        String long_ = "GET /hello HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(8_000) + "\r\n\r\n";
        List<RawClient> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            RawClient each = client(ONE).send(long_);
            assertThat(each.answer()).contains("hello");
            many.add(each);
        }
        assertThat(server.admission().connections()).isEqualTo(512 / 4);
        assertThat(open(many)).isEqualTo(server.admission().connections());
        assertThat(client(OTHER).get("/hello")).contains("hello");
    }

    @Test
    void requestsOverHttp2TakeMemoryAndGiveItBack() throws Exception {
        start(200, 0, 100, HEAP);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest hello = HttpRequest.newBuilder(server.uri("/hello")).build();
            HttpRequest wait = HttpRequest.newBuilder(server.uri("/wait")).build();
            assertThat(client.send(hello, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_2);
            var waiting = client.sendAsync(wait, BodyHandlers.ofString());
            Eventually.is(() -> memoryTaken() >= 2 * CallCharge.costOf(0, 0));
            assertThat(client.send(hello, BodyHandlers.ofString()).body()).isEqualTo("hello");
            held.complete("waited");
            assertThat(waiting.join().body()).isEqualTo("waited");
            Eventually.is(() -> memoryTaken() == 0);
            assertThat(server.admission().connections()).isEqualTo(1);
        }
        Eventually.is(() -> server.admission().connections() == 0);
    }

    /** The first request of an upgrade is handed over while its stream is still being made. */
    @Test
    void aRequestThatIsAnsweredBeforeItsStreamIsMadeGivesItsMemoryBack() throws Exception {
        start(200, 0, 100, HEAP, Runnable::run);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest hello = HttpRequest.newBuilder(server.uri("/hello")).build();
            assertThat(client.send(hello, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_2);
            Eventually.is(() -> memoryTaken() == 0);
        }
    }

    @Test
    void requestsOverOneHttp2ConnectionAreRefusedSoThatTheyCanBeSentAgain() throws Exception {
        // 64 KB for requests of one address.
        start(64, 0, 100, 2L << 20);
        int streams = 40;
        try (Http2Client client = new Http2Client(server.port())) {
            for (int i = 0; i < streams; i++) {
                client.get("/wait");
            }
            Eventually.is(() -> server.admission().turnedAwayCount() > 0);
            assertThat(client(OTHER).get("/hello")).contains("hello");
            held.complete("waited");
            Http2Client.Ends ends = client.ends(streams);
            assertThat(ends.answered()).isBetween(4, streams - 1);
            assertThat(ends.refused()).isEqualTo(streams - ends.answered());
            client.get("/hello");
            assertThat(client.ends(1).answered()).isEqualTo(1);
            Eventually.is(() -> memoryTaken() == 0);
        }
        Eventually.is(() -> server.admission().connections() == 1);
    }

    @Test
    void aSessionOfHttp2CostsAsMuchAsFiveConnections() throws Exception {
        // 64 units.
        start(1_000, 0, 100, 2L << 20);
        List<Http2Client> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Http2Client session = new Http2Client(server.port());
            sessions.add(session);
            session.get("/hello");
            assertThat(session.ends(1).answered()).isEqualTo(1);
        }
        Eventually.is(() -> server.admission().connections() == 64 / 5);
        assertThat(client(OTHER).get("/hello")).contains("hello");
        for (Http2Client each : sessions) {
            each.close();
        }
    }
}
