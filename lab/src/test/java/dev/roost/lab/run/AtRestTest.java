package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roost.lab.scenario.Follows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock that goes on when the server answers and when nobody asks, so that nothing depends on the machine. */
class AtRestTest {
    private static final Members MEMBERS =
            new Members(List.of("1", "2"), List.of("first", "second"), new Follows(new int[2][0]));
    private static final long SECOND_NS = 1_000_000_000L;

    private final AtomicLong clockNs = new AtomicLong(-7 * SECOND_NS);
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    /** How long each answer takes, q for 1 ms and s for 60 ms; the last one for ever. */
    private String answers;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        char how = answers.charAt(Math.min(asked.size(), answers.length() - 1));
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        clockNs.addAndGet(how == 's' ? 60_000_000 : 1_000_000);
        byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"q, 5", "sq, 6", "ssssssssq, 13", "qqqqsq, 10", "qqsqqqqsq, 13"})
    void itAsksUntilFiveInARowAreQuick(String how, int times) throws Exception {
        answers = how;
        assertThat(await(60 * SECOND_NS)).isTrue();
        assertThat(asked).hasSize(times).containsOnly("/api/v1/timelines/home Bearer first");
    }

    @Test
    void itGivesUpOnAServerThatIsNeverAtRest() throws Exception {
        answers = "s";
        assertThat(await(2 * SECOND_NS)).isFalse();
        // 60 ms for the answer and 100 ms until it asks again.
        assertThat(asked).hasSize(13);
    }

    @Test
    void aServerThatIsGoneIsNoServerAtRest() {
        server.stop(0);
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> await(SECOND_NS))
                .withMessageContaining("nothing listens");
    }

    private boolean await(long longestNs) throws Exception {
        Target target = new Target("127.0.0.1", server.getAddress().getPort());
        return AtRest.await(target, MEMBERS, longestNs, clockNs::get, ms -> clockNs.addAndGet(ms * 1_000_000));
    }
}
