package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final int READERS = 3_000;
    private static final int AUTHOR = 5;

    private final TailLog tail = new TailLog();
    private final TimelineSettings settings = new TimelineSettings(Strategy.WRITE, 10_000, 80, 0, READERS, 60_000);
    private final Rings rings = new Rings(settings.capacity(), READERS);
    private final Subscriptions subscriptions = new Subscriptions();
    private final Deliveries deliveries =
            new Deliveries(tail, rings, subscriptions, new ByAccount(), new FanOutCosts(false), settings, () -> 1_000);

    DeliveriesTest() {
        for (int i = 0; i < READERS; i++) {
            int slot = rings.take();
            rings.fill(slot, new long[8], 0, i % 8);
            subscriptions.add(AUTHOR, slot);
        }
    }

    @Test
    void everySubscriberGetsEveryPostOnce() {
        deliver(1, 500);
        assertThat(deliveries.deliveries()).isEqualTo(500L * READERS);
        long[] newest = new long[2];
        for (int i = 0; i < READERS; i++) {
            int slot = subscriptions.slots(AUTHOR)[i];
            long count = rings.count(slot);
            assertThat(count).isEqualTo(500 + i % 8);
            assertThat(rings.copy(slot, count - 2, count, newest)).isTrue();
            assertThat(newest).containsExactly(499, 500);
        }
    }

    @Test
    void aDeliveryAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        deliver(1, 200);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        deliver(201, 1_000);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(after - before).isZero();
        assertThat(deliveries.deliveries()).isEqualTo(1_000L * READERS);
    }

    private void deliver(long from, long to) {
        for (long id = from; id <= to; id++) {
            tail.add(id, AUTHOR);
            if (id % 100 == 0) {
                while (deliveries.round()) {
                    // Until all is delivered.
                }
            }
        }
    }
}
