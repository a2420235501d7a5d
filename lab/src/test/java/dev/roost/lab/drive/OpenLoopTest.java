package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTest {
    private static final long PATIENT_NS = 30_000_000_000L;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private ServerSocket listener;

    /** What the server does with a request; its argument is the request's line. */
    @FunctionalInterface
    private interface Behaviour {
        /** The answer, or null to close the connection. */
        String answer(String line) throws InterruptedException;
    }

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void noAnswerHoldsALaterRequestBack() throws Exception {
        int count = 50;
        CountDownLatch all = new CountDownLatch(count);
        serve(line -> {
            all.countDown();
            all.await();
            return OK;
        });
        Plan plan = new Plan();
        for (int i = 0; i < count; i++) {
            plan.add(i * 1_000_000L, 0, 0, i);
        }
        Requests requests = run(plan, PATIENT_NS, new Recording());
        for (int row = 0; row < count; row++) {
            assertThat(requests.succeeded(row)).isTrue();
            assertThat(requests.doneNs(row)).isGreaterThanOrEqualTo(requests.dueNs(count - 1));
        }
        assertThat(connections).hasValue(count);
    }

    @Test
    void idleConnectionsAreUsedAgain() throws Exception {
        serve(line -> OK);
        Plan plan = new Plan();
        int first = plan.add(0, 0, 0, 0);
        int second = plan.add(0, 0, 0, 1, first, Plan.NONE);
        plan.add(0, 0, 0, 2, second, Plan.NONE);
        run(plan, PATIENT_NS, new Recording());
        assertThat(asked).hasValue(3);
        assertThat(connections).hasValue(1);
    }

    @Test
    void connectionsAreOpenedAheadForTheBusiestMoment() throws Exception {
        serve(line -> OK);
        Plan plan = new Plan();
        for (int i = 0; i < 8; i++) {
            plan.add(i, 0, 0, i);
            plan.add(100_000_000L * i, 0, 0, i);
        }
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", listener.getLocalPort(), PATIENT_NS)
                .openingAhead()
                .with(requests, new Recording())
                .run(progress -> {});
        assertThat(requests.mostDueWithin(20_000_000)).isEqualTo(9);
        for (int row = 0; row < requests.size(); row++) {
            assertThat(requests.succeeded(row)).isTrue();
        }
        assertThat(asked).hasValue(16);
        assertThat(connections.get()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aServerThatRefusesHoldsNoRunBackThatOpensAhead() throws Exception {
        int port = listener.getLocalPort();
        listener.close();
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", port, PATIENT_NS)
                .openingAhead()
                .with(requests, new Recording())
                .run(progress -> {});
        assertThat(requests.failure(0)).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aChildWaitsForItsParentAndCountsFromItsOwnDueTime() throws Exception {
        serve(line -> OK);
        Recording recording = new Recording();
        Plan plan = new Plan();
        int parent = plan.add(1_000_000, 3, 7, 10);
        plan.add(1_000_000, 4, 7, 11, parent, Plan.NONE);
        Requests requests = run(plan, PATIENT_NS, recording);
        assertThat(recording.written).containsExactly(10, 11);
        assertThat(requests.sentNs(1)).isGreaterThanOrEqualTo(requests.doneNs(0));
        assertThat(requests.responseNs(1)).isGreaterThanOrEqualTo(requests.responseNs(0));
        assertThat(requests.clientWaitNs(1)).isGreaterThanOrEqualTo(requests.responseNs(0));
    }

    @Test
    void aChildOfAFailedParentIsNotSent() throws Exception {
        serve(line -> "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n");
        Plan plan = new Plan();
        int parent = plan.add(0, 0, 0, 0);
        int child = plan.add(5, 0, 0, 1, parent, Plan.NONE);
        plan.add(9, 0, 0, 2, child, Plan.NONE);
        Requests requests = run(plan, PATIENT_NS, new Recording());
        assertThat(requests.status(0)).isEqualTo(500);
        assertThat(requests.answered(0)).isTrue();
        assertThat(requests.failure(1)).isEqualTo(Failure.NOT_SENT);
        assertThat(requests.failure(2)).isEqualTo(Failure.NOT_SENT);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatIsTurnedAwayIsSentAgainAtOnceAndNotForEver() throws Exception {
        String away = "HTTP/1.1 503 Full\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
        serve(line -> asked.get() == 3 ? OK : away);
        Plan plan = new Plan();
        int first = plan.add(0, 0, 0, 0);
        plan.add(0, 0, 0, 1, first, Plan.NONE);
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", listener.getLocalPort(), PATIENT_NS)
                .retrying(4)
                .with(requests, new Recording())
                .run(progress -> {});
        assertThat(requests.succeeded(0)).isTrue();
        assertThat(requests.retries(0)).isEqualTo(2);
        assertThat(requests.sentNs(0)).isLessThanOrEqualTo(requests.firstByteNs(0));
        assertThat(requests.status(1)).isEqualTo(503);
        assertThat(requests.retries(1)).isEqualTo(4);
        assertThat(asked).hasValue(3 + 5);
        assertThat(connections).hasValue(1);
    }

    @Test
    void whatIsNotAnsweredInTimeIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        serve(line -> {
            never.await();
            return OK;
        });
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        Requests requests = run(plan, 20_000_000, new Recording());
        assertThat(requests.failure(0)).isEqualTo(Failure.TIMEOUT);
        assertThat(requests.responseNs(0)).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileCostsNothing() throws Exception {
        serve(line -> asked.get() % 2 == 1 ? OK : null);
        Plan plan = new Plan();
        int first = plan.add(0, 0, 0, 0);
        plan.add(0, 0, 0, 1, first, Plan.NONE);
        Requests requests = run(plan, PATIENT_NS, new Recording());
        assertThat(requests.succeeded(0)).isTrue();
        assertThat(requests.succeeded(1)).isTrue();
        assertThat(connections).hasValue(2);
    }

    @Test
    void aConnectionThatBreaksAtItsFirstRequestIsAFailure() throws Exception {
        serve(line -> null);
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        assertThat(run(plan, PATIENT_NS, new Recording()).failure(0)).isEqualTo(Failure.BROKEN);
    }

    @Test
    void whatIsNoHttpIsAFailure() throws Exception {
        serve(line -> "220 mail.example.org ESMTP\r\n\r\n");
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        assertThat(run(plan, PATIENT_NS, new Recording()).failure(0)).isEqualTo(Failure.UNREADABLE);
    }

    @Test
    void nobodyListeningIsAFailure() throws Exception {
        int port = listener.getLocalPort();
        listener.close();
        Plan plan = new Plan();
        plan.add(0, 0, 0, 0);
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", port, PATIENT_NS)
                .with(requests, new Recording())
                .run(progress -> {});
        assertThat(requests.failure(0)).isEqualTo(Failure.REFUSED);
    }

    @Test
    void progressAddsUpWhatAllSendersDid() throws Exception {
        serve(line -> OK);
        Plan one = new Plan();
        one.add(0, 0, 0, 0);
        Plan two = new Plan();
        two.add(0, 0, 0, 0);
        two.add(0, 0, 0, 1);
        List<Progress> told = new ArrayList<>();
        new OpenLoop("127.0.0.1", listener.getLocalPort(), PATIENT_NS)
                .with(one.requests(), new Recording())
                .with(two.requests(), new Recording())
                .run(told::add);
        assertThat(told.getLast().sent()).isEqualTo(3);
        assertThat(told.getLast().done()).isEqualTo(3);
        assertThat(told.getLast().failed()).isZero();
    }

    @Test
    void aPlanIsSortedAndItsReferencesMove() {
        Plan plan = new Plan();
        int late = plan.add(900, 1, 0, 0);
        plan.add(100, 2, 0, 0);
        plan.add(950, 3, 0, 0, late, late);
        Requests requests = plan.requests();
        assertThat(requests.kind(0)).isEqualTo(2);
        assertThat(requests.kind(1)).isEqualTo(1);
        assertThat(requests.parent(2)).isEqualTo(1);
        assertThat(requests.group(2)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> plan.add(10, 0, 0, 0, late, Plan.NONE));
    }

    private Requests run(Plan plan, long timeoutNs, Exchange exchange) throws Exception {
        Requests requests = plan.requests();
        new OpenLoop("127.0.0.1", listener.getLocalPort(), timeoutNs)
                .with(requests, exchange)
                .run(progress -> {});
        return requests;
    }

    private void serve(Behaviour behaviour) {
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> converse(socket, behaviour));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void converse(Socket socket, Behaviour behaviour) {
        try (socket;
                var lines = new java.io.BufferedReader(
                        new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("GET")) {
                    asked.incrementAndGet();
                } else if (line.isEmpty()) {
                    String answer = behaviour.answer(line);
                    if (answer == null) {
                        return;
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The generator closed it.
        }
    }

    private static final class Recording implements Exchange {
        private final List<Integer> written = new ArrayList<>();

        @Override
        public boolean write(Requests requests, int row, ByteBuffer into) {
            written.add(requests.argument(row));
            into.put(("GET /" + row + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        }

        @Override
        public void answered(Requests requests, int row, Answer answer) {}
    }
}
