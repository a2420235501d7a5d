package dev.roost.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void aPercentileIsThatOfAllTogetherAndNoMean() {
        // 900 times of 1 ms at one generator, 100 of 100 ms at another: the mean of their medians is the median of
        // nothing.
        Spread median = Spread.of(50, List.of(times(900, 1_000_000), times(100, 100_000_000)));
        assertThat(median.mergedNs()).isBetween(999_000L, 1_001_000L);
        assertThat(median.lowestNs()).isEqualTo(median.mergedNs());
        assertThat(median.highestNs()).isBetween(99_900_000L, 100_100_000L);
        assertThat(median.ratio()).isBetween(99.8, 100.2);
    }

    @Test
    void aGeneratorThatCountedNothingIsLeftOut() {
        Spread spread = Spread.of(99, List.of(Times.NONE, times(10, 5_000)));
        assertThat(spread.generators()).isEqualTo(1);
        assertThat(spread.ratio()).isEqualTo(1);
        assertThat(Spread.of(99, List.of(Times.NONE))).isEqualTo(new Spread(99, 0, 0, 0, 0));
        assertThat(Spread.of(99, List.of()).ratio()).isZero();
    }

    private static Times times(int count, long ns) {
        TimeRecorder recorder = new TimeRecorder();
        for (int i = 0; i < count; i++) {
            recorder.record(ns);
        }
        return recorder.times();
    }
}
