package dev.roost.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastTest {
    @Test
    void comparesRoundByRound() {
        // The machine was ten times slower in the second round, for both.
        Contrast contrast = Contrast.of(
                "home",
                50,
                List.of(times(1_000), times(10_000), times(1_000)),
                List.of(times(500), times(5_000), times(600)));
        assertThat(contrast.ratio()).isCloseTo(0.5, within(0.001));
        assertThat(contrast.lowest()).isCloseTo(0.5, within(0.001));
        assertThat(contrast.highest()).isCloseTo(0.6, within(0.001));
        assertThat(contrast.isClear()).isTrue();
        assertThat(contrast.firstNs()).isEqualTo(1_000);
    }

    @Test
    void roundsThatDisagreeAreNotClear() {
        Contrast contrast =
                Contrast.of("home", 99, List.of(times(1_000), times(1_000)), List.of(times(900), times(1_200)));
        assertThat(contrast.isClear()).isFalse();
        assertThat(contrast.ratio()).isCloseTo(1.05, within(0.001));
    }

    @Test
    void asManyRoundsOfBothAreNeeded() {
        assertThatIllegalArgumentException().isThrownBy(() -> Contrast.of("home", 99, List.of(times(1)), List.of()));
    }

    private static Times times(long each) {
        TimeRecorder recorder = new TimeRecorder();
        recorder.record(each);
        return recorder.times();
    }

    @Test
    void costsAreComparedRoundByRound() {
        Contrast contrast = Contrast.ofCpu(List.of(10.0, 20.0, 40.0), List.of(11.0, 24.0, 52.0));
        assertThat(contrast.ratio()).isEqualTo(1.2);
        assertThat(contrast.lowest()).isEqualTo(1.1);
        assertThat(contrast.highest()).isEqualTo(1.3);
        assertThat(contrast.isClear()).isTrue();
        assertThat(contrast.secondNs()).isEqualTo(29_000);
    }

    @Test
    void whereThereAreNoHistogramsTheMedianOfTheRoundsIsTold() {
        Contrast contrast = Contrast.ofRounds("p99", 99, List.of(100L, 1_000L, 400L), List.of(200L, 1_000L, 1_200L));
        assertThat(contrast.firstNs()).isEqualTo(400);
        assertThat(contrast.secondNs()).isEqualTo(1_000);
        assertThat(contrast.ratio()).isEqualTo(2);
        assertThat(contrast.lowest()).isEqualTo(1);
        assertThat(contrast.highest()).isEqualTo(3);
        assertThat(contrast.isClear()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contrast.ofRounds("p99", 99, List.of(1L), List.of(1L, 2L)));
    }

    @Test
    void moreRoundsAreSurer() {
        assertThat(Contrast.confidence(5)).isEqualTo(0.9375);
        assertThat(Contrast.confidence(3)).isEqualTo(0.75);
    }
}
