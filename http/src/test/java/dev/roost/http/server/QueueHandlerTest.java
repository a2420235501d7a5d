package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.server.HttpSettings.Bounds;
import dev.roost.http.server.HttpSettings.ConnectionBounds;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.runtime.admission.AdmissionQueue.Queue;
import dev.roost.runtime.admission.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests while all places are taken; time passes, and requests are worked for, as the test says. */
@Timeout(60)
class QueueHandlerTest {
    private final AtomicLong nowNs = new AtomicLong(1);
    private final LinkedBlockingQueue<Runnable> begun = new LinkedBlockingQueue<>();
    private final List<RawClient> clients = new ArrayList<>();
    private final TestServer server =
            new TestServer(RateLimits.OFF, Bounds.DEFAULT, Room.of(ConnectionBounds.DEFAULT), nowNs::get, begun::add);

    @BeforeEach
    void start() throws IOException {
        server.routes.get("/hello", Access.anybody(), call -> Reply.text("hello"));
        server.routes.get("/health", Access.uncounted(), call -> Reply.text("well"));
        server.routes.post(
                "/words", Access.anybody(), call -> Reply.text(call.params().text("a", "")));
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        workForAll();
        for (RawClient each : clients) {
            each.close();
        }
        server.close();
    }

    private RawClient client() throws IOException {
        RawClient client = new RawClient("127.0.0.2", server.port());
        clients.add(client);
        return client;
    }

    private static String get(String path, String... fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("", List.of(fields)) + "\r\n";
    }

    /** Requests take all places and are not worked for yet. */
    private List<RawClient> takeAllPlaces() throws IOException, InterruptedException {
        List<RawClient> taking = new ArrayList<>();
        List<Runnable> held = new ArrayList<>();
        for (int i = 0; i < HttpServer.PLACES; i++) {
            taking.add(client().send(get("/hello")));
            held.add(begun.poll(20, TimeUnit.SECONDS));
        }
        begun.addAll(held);
        assertThat(server.queue().queue().busy()).isEqualTo(HttpServer.PLACES);
        return taking;
    }

    private void standStill() {
        nowNs.addAndGet(Duration.ofMillis(300).toNanos());
    }

    private void workForAll() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable next = begun.poll(); next != null; next = begun.poll()) {
                threads.execute(next);
            }
        }
    }

    @Test
    void whoCannotBeWorkedForInTimeIsToldAtOnce() throws Exception {
        List<RawClient> taking = takeAllPlaces();
        standStill();
        assertThat(client().send(get("/hello")).answer())
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: 1")
                .contains("Access-Control-Allow-Origin: *")
                .contains("{\"error\":\"");
        assertThat(begun).as("nothing was begun for it").hasSize(HttpServer.PLACES);
        workForAll();
        for (RawClient each : taking) {
            assertThat(each.answer()).startsWith("HTTP/1.1 200");
        }
        Queue after = server.queue().queue();
        assertThat(after.lanes().get(Lane.STRANGERS).turnedAway()).isEqualTo(1);
        assertThat(after.busy()).isZero();
    }

    @Test
    void theAnswerDoesNotWaitForABody() throws Exception {
        takeAllPlaces();
        standStill();
        RawClient sends = client();
        sends.send("POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\na=b");
        assertThat(sends.answer()).startsWith("HTTP/1.1 503").contains("Connection: close");
        RawClient whole = client();
        whole.send("POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b");
        assertThat(whole.answer()).startsWith("HTTP/1.1 503");
    }

    @Test
    void whoSendsAShortBodyAfterItsHeadHearsTheAnswer() throws Exception {
        takeAllPlaces();
        standStill();
        RawClient client = client();
        client.send("POST /words HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n");
        while (server.queue().queue().lanes().get(Lane.STRANGERS).turnedAway() == 0) {
            Thread.onSpinWait();
        }
        client.send("a=b");
        client.send("cde");
        assertThat(client.answer()).startsWith("HTTP/1.1 503").doesNotContain("Connection: close");
        assertThat(client.send(get("/hello")).answer()).startsWith("HTTP/1.1 503");
        assertThat(server.admission().memory().taken()).as("of those who wait").isPositive();
    }

    @Test
    void aConnectionGoesOnAfterwards() throws Exception {
        takeAllPlaces();
        standStill();
        RawClient client = client();
        assertThat(client.send(get("/hello")).answer()).startsWith("HTTP/1.1 503");
        assertThat(client.send(get("/hello")).answer()).startsWith("HTTP/1.1 503");
        workForAll();
        client.send(get("/hello"));
        Runnable next = begun.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        begun.add(next);
        workForAll();
        assertThat(client.answer()).startsWith("HTTP/1.1 200").contains("hello");
    }

    @Test
    void whoWasTurnedAwayHasNotSentHalfARequest() throws Exception {
        takeAllPlaces();
        standStill();
        List<RawClient> turnedAway = new ArrayList<>();
        for (int i = 0; i <= ConnectionBounds.DEFAULT.halfSentPerAddress(); i++) {
            RawClient client = client();
            turnedAway.add(client);
            assertThat(client.send(get("/hello")).answer()).startsWith("HTTP/1.1 503");
        }
        for (RawClient each : turnedAway) {
            assertThat(each.isOpen()).isTrue();
        }
    }

    @Test
    void probesAreAnswered() throws Exception {
        takeAllPlaces();
        standStill();
        RawClient balancer = client();
        balancer.send(get("/health"));
        while (begun.size() <= HttpServer.PLACES) {
            Thread.onSpinWait();
        }
        workForAll();
        assertThat(balancer.answer()).startsWith("HTTP/1.1 200").contains("well");
    }

    @Test
    void peopleGoBeforeWhatCanWait() throws Exception {
        takeAllPlaces();
        client().send(get("/hello"));
        client().send(get("/hello?max_id=5", "Authorization: Bearer x\r\n"));
        client().send(get("/hello", "Authorization: Bearer x\r\n"));
        while (server.queue().queue().waiting() < 3) {
            Thread.onSpinWait();
        }
        workForAll();
        workForAll();
        workForAll();
        workForAll();
        Queue after = server.queue().queue();
        for (Lane lane : Lane.values()) {
            assertThat(after.lanes().get(lane).turnedAway()).isZero();
        }
        assertThat(after.lanes().get(Lane.PEOPLE).begun()).isEqualTo(1);
        assertThat(after.lanes().get(Lane.BULK).begun()).isEqualTo(1);
        assertThat(after.lanes().get(Lane.STRANGERS).begun()).isEqualTo(HttpServer.PLACES + 1L);
    }
}
