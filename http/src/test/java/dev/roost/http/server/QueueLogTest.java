package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.runtime.admission.AdmissionQueue;
import dev.roost.runtime.admission.Lane;
import dev.roost.runtime.admission.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An operator is told of overload while it lasts, and not for each request. */
class QueueLogTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final AtomicLong nowNs = new AtomicLong();
    private final ArrayDeque<Runnable> begun = new ArrayDeque<>();
    private final AdmissionQueue queue = new AdmissionQueue(begun::add, Runnable::run, nowNs::get, 1);
    private final List<String> lines = new ArrayList<>();
    private final QueueLog log = new QueueLog(queue, nowNs::get, lines::add);

    private void offer(Lane lane) {
        queue.offer(lane, 0, new Work() {
            @Override
            public void run() {}

            @Override
            public void turnedAway() {}
        });
    }

    @Test
    void whatWasTurnedAwayIsToldOnceInAWhile() {
        offer(Lane.PEOPLE);
        log.look();
        assertThat(lines).isEmpty();
        nowNs.addAndGet(SECOND_NS);
        offer(Lane.PEOPLE);
        offer(Lane.STRANGERS);
        offer(Lane.STRANGERS);
        log.look();
        log.look();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .startsWith("more is asked than can be done: turned away 1 of people, 2 of strangers; begun 0 ");
        offer(Lane.BULK);
        nowNs.addAndGet(SECOND_NS);
        log.look();
        assertThat(lines).hasSize(1);
        nowNs.addAndGet(10 * SECOND_NS);
        log.look();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains("turned away 1 of bulk;");
        nowNs.addAndGet(10 * SECOND_NS);
        log.look();
        assertThat(lines).hasSize(2);
    }
}
