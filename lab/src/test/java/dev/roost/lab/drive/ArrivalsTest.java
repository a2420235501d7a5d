package dev.roost.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void constantOnesAreEquallyFarApart() {
        assertThat(Arrivals.constant(4, SECOND)).containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
        assertThat(Arrivals.constant(500, 10 * SECOND)).hasSize(5_000);
    }

    @Test
    void poissonOnesHaveTheRateAndTheSpreadOfOne() {
        long[] times = Arrivals.poisson(1_000, 100 * SECOND, new SplittableRandom(1));
        assertThat((double) times.length).isCloseTo(100_000, within(1_500.0));
        assertThat(times).isSorted();
        long[] perSecond = new long[100];
        for (long each : times) {
            perSecond[(int) (each / SECOND)]++;
        }
        double variance = Arrays.stream(perSecond)
                .mapToDouble(each -> (each - 1_000.0) * (each - 1_000.0))
                .average()
                .orElseThrow();
        assertThat(variance).isBetween(600.0, 1_500.0);
    }

    @Test
    void burstsAreDenseAndTheRestIsCalm() {
        long[] times = Arrivals.bursts(100, 2_000, 10 * SECOND, SECOND, 60 * SECOND, new SplittableRandom(2));
        long dense = Arrays.stream(times)
                .filter(at -> at >= 5 * SECOND && (at - 5 * SECOND) % (10 * SECOND) < SECOND)
                .count();
        assertThat((double) dense).isCloseTo(6 * 2_000, within(500.0));
        assertThat((double) times.length - dense).isCloseTo(54 * 100, within(400.0));
    }

    @Test
    void aReplayKeepsTheGapsAtItsSpeed() {
        long[] trace = {5_000, 5_000, 7_000, 9_000, 20_000};
        assertThat(Arrivals.replay(trace, 2, 5_000)).containsExactly(0, 0, 1_000, 2_000);
        assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.replay(new long[] {2, 1}, 1, 10));
    }

    @Test
    void impossibleRatesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.constant(0, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.constant(1e9, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arrivals.bursts(1, 2, SECOND, 2 * SECOND, SECOND, new SplittableRandom(1)));
    }
}
