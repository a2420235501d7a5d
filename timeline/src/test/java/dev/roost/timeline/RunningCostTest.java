package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunningCostTest {
    private static final double EXPECTED = 100;
    private static final int UNITS = 10;

    private final RunningCost cost = new RunningCost(EXPECTED);

    @Test
    void isWhatIsExpectedBeforeTheFirstSample() {
        assertThat(cost.nanosPerUnit()).isEqualTo(EXPECTED);
        cost.fade();
        assertThat(cost.nanosPerUnit()).isEqualTo(EXPECTED);
    }

    @Test
    void approachesWhatSamplesSay() {
        add(1, 300);
        assertThat(cost.nanosPerUnit()).isEqualTo(EXPECTED + 200.0 / 64, within(1e-9));
        add(1_000, 300);
        assertThat(cost.nanosPerUnit()).isEqualTo(300, within(0.01));
        add(1_000, 20);
        assertThat(cost.nanosPerUnit()).isEqualTo(20, within(0.01));
    }

    @Test
    void isAMeanOverUnitsAndNotOverSamples() {
        for (int i = 0; i < 5_000; i++) {
            cost.add(1, 500);
            cost.add(99, 99 * 50);
        }
        assertThat(cost.nanosPerUnit()).isEqualTo((500 + 99 * 50) / 100.0, within(1.0));
    }

    @Test
    void aSampleFarOffCountsAsALargeOne() {
        add(1_000, 100);
        cost.add(UNITS, 3_600_000_000_000L);
        assertThat(cost.nanosPerUnit()).isEqualTo(EXPECTED + 7 * EXPECTED / 64, within(0.01));
    }

    /** Where a cost has become small, samples of what was expected are not cut to a few times that. */
    @Test
    void comesBackFromASmallCost() {
        add(2_000, 1);
        assertThat(cost.nanosPerUnit()).isEqualTo(1, within(0.01));
        add(1, EXPECTED);
        assertThat(cost.nanosPerUnit()).isEqualTo(1 + 99.0 / 64, within(0.01));
    }

    @Test
    void neverFallsBelowANanosecond() {
        add(1_000, -1_000_000);
        assertThat(cost.nanosPerUnit()).isEqualTo(1);
        add(10_000, 0);
        assertThat(cost.nanosPerUnit()).isEqualTo(1);
        add(2_000, 40);
        assertThat(cost.nanosPerUnit()).isEqualTo(40, within(0.01));
    }

    @Test
    void fadesToWhatWasExpected() {
        add(1_000, 300);
        double before = cost.nanosPerUnit();
        cost.fade();
        assertThat(cost.nanosPerUnit()).isEqualTo(before - (before - EXPECTED) / 100, within(0.01));
        for (int i = 0; i < 2_000; i++) {
            cost.fade();
        }
        assertThat(cost.nanosPerUnit()).isEqualTo(EXPECTED, within(0.01));
    }

    /** Samples of several threads are left out or counted whole: none moves a cost that all of them agree on. */
    @Test
    void takesSamplesFromAnyThread() throws InterruptedException {
        add(2_000, 300);
        CountDownLatch together = new CountDownLatch(1);
        DoubleAccumulator farthest = new DoubleAccumulator(Math::max, 0);
        Thread[] threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    await(together);
                    for (int n = 1; n <= 50_000; n++) {
                        int units = 1 + n % 97;
                        cost.add(units, units * 300L);
                        farthest.accumulate(Math.abs(cost.nanosPerUnit() - 300));
                    }
                }))
                .toArray(Thread[]::new);
        together.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(farthest.get()).isLessThan(0.01);
    }

    private void add(int samples, double nanosPerUnit) {
        for (int i = 0; i < samples; i++) {
            cost.add(UNITS, (long) (UNITS * nanosPerUnit));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
