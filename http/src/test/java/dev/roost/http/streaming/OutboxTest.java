package dev.roost.http.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** What waits for clients is bounded for each and for all, and who takes nothing is cut off. */
class OutboxTest {
    private static final StreamLimits LIMITS =
            new StreamLimits(9, 9, 9, 9, 9, 64, 9, 100, 1_000, 200, Duration.ofHours(1));

    private final QueuedBytes all = new QueuedBytes(LIMITS.queuedBytesOfAll());

    /** A client that takes what is sent when the test says so. */
    private final class Client implements Outbox.Wire<String> {
        final Outbox<String> outbox = new Outbox<>(LIMITS, all, Runnable::run, this);
        final List<String> sent = new ArrayList<>();
        final Deque<Callback> untaken = new ArrayDeque<>();
        int overruns;

        Client() {
            outbox.start();
        }

        @Override
        public void write(String message, Callback callback) {
            sent.add(message);
            untaken.add(callback);
        }

        void take() {
            untaken.remove().succeeded();
        }

        @Override
        public void overrun() {
            overruns++;
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    @Test
    void whatWaitsForAllIsBoundedAndWhoKeepsUpLosesNothing() {
        Client slow = new Client();
        slow.outbox.offer("a", 100);
        slow.outbox.offer("b", 100);
        slow.outbox.offer("c", 100);
        assertThat(all.sum()).as("a is on its way").isEqualTo(200);
        Client quick = new Client();
        quick.outbox.offer("d", 100);
        quick.outbox.offer("e", 100);
        assertThat(all.sum()).isEqualTo(300);
        assertThat(quick.overruns).isZero();
        slow.outbox.offer("f", 1);
        assertThat(slow.overruns).isOne();
        assertThat(all.sum()).isEqualTo(100);
        quick.take();
        quick.outbox.offer("g", 100);
        quick.take();
        quick.take();
        assertThat(quick.sent).containsExactly("d", "e", "g");
        assertThat(all.sum()).isZero();
    }

    @Test
    void aClientThatTakesNothingAtSeveralBeatsIsCutOff() {
        Client client = new Client();
        client.outbox.beat("0", 1);
        for (int beat = 1; beat <= 4; beat++) {
            client.outbox.beat("" + beat, 1);
            assertThat(client.overruns).isZero();
        }
        client.take();
        for (int beat = 0; beat < 4; beat++) {
            client.outbox.beat("late", 1);
            assertThat(client.overruns).isZero();
        }
        client.outbox.beat("too late", 1);
        assertThat(client.overruns).isOne();
        assertThat(all.sum()).isZero();
        client.outbox.beat("gone", 1);
        assertThat(client.overruns).isOne();
    }
}
