package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.http.Eventually;
import dev.roost.http.server.HttpSettings.Bounds;
import dev.roost.http.server.HttpSettings.RateLimits;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call or a connection has taken is given back however it ends. */
@Timeout(60)
class GivenBackTest {
    private static final Descriptors MANY = new Descriptors(Long.MAX_VALUE, () -> 0);

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(RateLimits.OFF, Bounds.DEFAULT);
        server.routes.get("/broken", Access.anybody(), call -> {
            throw new IllegalStateException("on purpose");
        });
        server.routes.get("/fatal", Access.anybody(), call -> {
            throw new AssertionError("on purpose");
        });
        server.routes.get("/half", Access.anybody(), call -> Reply.bytes(200, Reply.TEXT, new GoneWhenCopied()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An answer whose size is known, and that cannot be written then. */
    private static final class GoneWhenCopied extends AbstractList<byte[]> {
        private boolean measured;

        @Override
        public byte[] get(int index) {
            if (measured) {
                throw new IllegalStateException("on purpose");
            }
            measured = true;
            return new byte[10_000];
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Test
    void endpointsThatFailKeepNothing() throws Exception {
        for (String path : List.of("/broken", "/fatal", "/half", "/nothing")) {
            assertThat(server.get(path).statusCode()).as(path).isGreaterThanOrEqualTo(404);
        }
        Admission admission = server.admission();
        Eventually.is(
                () -> admission.memory().taken() == 0 && admission.answers().taken() == 0);
        assertThat(admission.waitingAnswers()).isZero();
    }

    /** Whose turn it is to go is decided by what is counted, not by what is about to be. */
    @Test
    void halfSentRequestsThatComeAtOnceAreCountedAsIfInTurn() throws Exception {
        int all = 40;
        int may = 10;
        HttpSettings.ConnectionBounds usual = Bounds.DEFAULT.connections();
        for (int round = 0; round < 50; round++) {
            Admission admission = new Admission(
                    new HttpSettings.ConnectionBounds(
                            1_000, 0, may, usual.idleTimeout(), usual.headTime(), usual.bytesPerSecondMin()),
                    new Room(1_000, 1L << 30, MANY),
                    false,
                    () -> 0);
            List<OpenConnection> connections = new ArrayList<>();
            for (int i = 0; i < all; i++) {
                connections.add(admission.admit("one"));
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (OpenConnection each : connections) {
                    threads.execute(() -> {
                        each.received(10);
                        each.waitsForMore();
                    });
                }
            }
            assertThat(admission.connections()).isEqualTo(may);
            assertThat(admission.turnedAwayCount()).isEqualTo(all - may);
            connections.forEach(admission::left);
            assertThat(admission.connections()).isZero();
            assertThat(admission.memory().taken()).isZero();
        }
    }
}
