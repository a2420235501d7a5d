package dev.roost.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final double[] PERCENTS = {0, 10, 50, 90, 99, 99.9, 99.99, 100};

    @Test
    void percentilesAreWithinATenthOfAPercentOfSortingAllTimes() {
        Random random = new Random(7);
        long[] all = new long[200_000];
        TimeRecorder recorder = new TimeRecorder();
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) Math.exp(random.nextGaussian() * 2 + 14);
            recorder.record(all[i]);
        }
        Arrays.sort(all);
        Times times = recorder.times();
        for (double percent : PERCENTS) {
            // A hair less, because 99.99 / 100 * 200,000 comes out above 199,980.
            int at = Math.max(0, (int) Math.ceil(percent / 100 * all.length - 1e-6) - 1);
            assertThat((double) times.percentileNs(percent)).isCloseTo((double) all[at], within(all[at] * 0.001));
        }
        assertThat(times.count()).isEqualTo(all.length);
    }

    @Test
    void addingGivesTheSameInAnyOrder() {
        Random random = new Random(8);
        List<Times> parts = new ArrayList<>();
        TimeRecorder together = new TimeRecorder(1_000_000);
        for (int part = 0; part < 16; part++) {
            TimeRecorder recorder = new TimeRecorder(1_000_000);
            for (int i = 0; i < 1_000; i++) {
                long time = random.nextLong(3_000_000);
                recorder.record(time);
                together.record(time);
            }
            parts.add(recorder.times());
        }
        for (int round = 0; round < 10; round++) {
            Collections.shuffle(parts, random);
            assertThat(Times.sum(parts)).isEqualTo(together.times());
            assertThat(parts.stream().reduce(Times.NONE, Times::plus)).isEqualTo(together.times());
        }
    }

    @Test
    void countsAtAThresholdAreExactThoughTheHistogramIsNot() {
        long threshold = 50_000_000;
        TimeRecorder recorder = new TimeRecorder(threshold, 7);
        recorder.record(threshold - 1);
        recorder.record(threshold);
        recorder.record(threshold + 1);
        assertThat(recorder.times().countAtMost(threshold)).isEqualTo(2);
        assertThat(recorder.times().countAtMost(7)).isZero();
        assertThat(recorder.times().countAbout(threshold)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.times().countAtMost(threshold + 1))
                .withMessageContaining("nobody counted");
    }

    @Test
    void addingGivesUpThresholdsThatNotAllCounted() {
        TimeRecorder two = new TimeRecorder(5, 9);
        TimeRecorder one = new TimeRecorder(9);
        two.record(4);
        one.record(8);
        Times sum = two.times().plus(one.times());
        assertThat(sum.counts(5)).isFalse();
        assertThat(sum.countAtMost(9)).isEqualTo(2);
        assertThat(two.times().plus(Times.NONE)).isEqualTo(two.times());
    }

    @Test
    void timesOutsideTheRangeCountAtItsEnds() {
        TimeRecorder recorder = new TimeRecorder();
        recorder.record(-5);
        recorder.record(Long.MAX_VALUE);
        assertThat(recorder.times().minNs()).isZero();
        assertThat((double) recorder.times().maxNs())
                .isCloseTo((double) TimeRecorder.TIME_NS_MAX, within(TimeRecorder.TIME_NS_MAX * 0.001));
        assertThat(recorder.times().count()).isEqualTo(2);
    }

    @Test
    void aCopyDoesNotChangeWithItsRecorder() {
        TimeRecorder recorder = new TimeRecorder(10);
        recorder.record(10);
        Times before = recorder.times();
        recorder.record(10);
        assertThat(before.count()).isEqualTo(1);
        assertThat(before.countAtMost(10)).isEqualTo(1);
        recorder.clear();
        assertThat(recorder.times().count()).isZero();
        assertThat(recorder.times().countAtMost(10)).isZero();
    }

    @Test
    void barsHoldEveryTimeOnce() {
        TimeRecorder recorder = new TimeRecorder();
        for (long each : new long[] {3, 3, 5_000_000, 5_000_001}) {
            recorder.record(each);
        }
        List<Times.Bar> bars = new ArrayList<>();
        recorder.times().bars(bars::add);
        assertThat(bars.getFirst()).isEqualTo(new Times.Bar(3, 3, 2));
        assertThat(bars.stream().mapToLong(Times.Bar::count).sum()).isEqualTo(4);
        assertThat(bars).allMatch(bar -> bar.fromNs() <= bar.toNs());
    }

    @Test
    void emptyTimesSayZero() {
        assertThat(Times.NONE.count()).isZero();
        assertThat(Times.NONE.percentileNs(99)).isZero();
        assertThat(Times.NONE.minNs()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> Times.NONE.percentileNs(100.1));
    }
}
