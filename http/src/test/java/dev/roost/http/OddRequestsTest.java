package dev.roost.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.roost.http.server.HttpSettings.RateLimits;
import dev.roost.http.server.HttpSettings.Registrations;
import dev.roost.http.server.RouteList;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Outcome;
import dev.roost.model.Standing;
import dev.roost.runtime.credentials.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever comes in, the server has an answer of its own: never a 500, never a stack trace in its log.
 * {@code -Droost.odd.requests=N} sets how many are tried of each seed, {@code -Droost.odd.seed=N} one seed.
 */
class OddRequestsTest {
    private static final int REQUESTS = Integer.getInteger("roost.odd.requests", 1_500);
    private static final int SEEDS = 2;
    private static final int WAIT_MS = 20_000;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Deque<String> recent = new ArrayDeque<>();
    private ApiServer server;
    private String token;

    @BeforeEach
    void start() throws IOException {
        root.setLevel(Level.INFO);
        log.start();
        root.addAppender(log);
        server = new ApiServer(Registrations.OPEN, true, RateLimits.OFF);
        AccountId ann = server.account("ann", Standing.ACTIVE);
        server.account("bob", Standing.ACTIVE);
        AppId app = ((Outcome.AppRegistered) server.roost.execute(
                        new Command.RegisterApp("client", new byte[32], "tests", List.of("x:/y"), "read write", "")))
                .id();
        token = Secrets.random();
        server.roost.execute(new Command.IssueToken(Secrets.hash(token), app, ann, "read write follow push profile"));
    }

    @AfterEach
    void stop() {
        server.close();
        root.detachAppender(log);
        root.setLevel(Level.OFF);
    }

    @Test
    void neverFailsWhateverIsSent() throws IOException {
        Long one = Long.getLong("roost.odd.seed");
        Map<String, Integer> answers = new TreeMap<>();
        List<RouteList.Entry> routes = RouteList.of(server.routes);
        for (long seed : one == null ? LongStream.range(0, SEEDS).toArray() : new long[] {one}) {
            OddRequests requests = new OddRequests(seed, routes, token);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = requests.next();
                String answer = firstLine(request);
                assertSane("seed " + seed + ", request " + i, request, answer);
                answers.merge(answer.replaceFirst("^HTTP/1.. (...).*", "$1"), 1, Integer::sum);
            }
        }
        // It would prove little if all were refused at the door.
        assertThat(answers).containsKeys("200", "400", "401", "403", "404", "405", "415", "422");
        assertThat(server.get("/health").text()).isEqualTo("OK");
    }

    @Test
    void longQueriesAndSocketsWithoutKeysAreAnswered() throws IOException {
        String end = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
        assertThat(tried("GET /api/v1/timelines/public?a=" + "x".repeat(9_000) + end + "\r\n"))
                .isEqualTo("HTTP/1.1 200 OK");
        String upgrade = "GET /api/v1/streaming" + end + "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        assertThat(tried(upgrade + "Sec-WebSocket-Version: 13\r\n\r\n")).startsWith("HTTP/1.1 4");
        assertThat(tried(upgrade + "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"))
                .isNotEmpty();
        assertThat(tried(upgrade + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 7\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(tried("GET /api/v1/streaming" + end + "\r\n")).startsWith("HTTP/1.1 426");
    }

    private String tried(String request) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        String answer = firstLine(bytes);
        assertSane("", bytes, answer);
        return answer;
    }

    private void assertSane(String which, byte[] request, String answer) {
        recent.addLast(new String(request, 0, Math.min(request.length, 3_000), StandardCharsets.ISO_8859_1));
        if (recent.size() > 4) {
            recent.removeFirst();
        }
        // No answer at all: the request's end never came.
        assertThat(answer)
                .as("%s: %s", which, recent.getLast())
                .matches("|HTTP/1\\.[01] (1..|2..|3..|4..|501|503|505)( .*)?");
        List<String> bad = log.list.stream()
                .filter(event -> event.getThrowableProxy() != null || event.getLevel() == Level.ERROR)
                .map(OddRequestsTest::told)
                .filter(text -> !isJettysRace(text))
                .toList();
        // It may come late, from one of those before.
        assertThat(bad).as("%s: %s", which, recent).isEmpty();
    }

    private static String told(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + "\n" + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    /**
     * After a request that is malformed, Jetty answers on one thread and cleans up on another, and once in some ten
     * thousand times both give the connection's buffer back (its issue 12939). The connection ends either way.
     */
    private static boolean isJettysRace(String told) {
        return told.startsWith("Job failed")
                && told.contains("already released")
                && told.contains("HttpConnection.releaseRequestBuffer");
    }

    /** What is answered, as far as that is sure to come: some answers never end. */
    private String firstLine(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(WAIT_MS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                StringBuilder line = new StringBuilder();
                for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                    line.append((char) c);
                }
                return line.toString();
            } catch (SocketException closedOnUs) {
                return "";
            }
        }
    }
}
