package dev.roost.lab.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The oracles that hold on any machine, however busy; the others are in {@code roost lab selftest}. */
class OraclesTest {
    @Test
    void aSimulatedQueueHasTheResponseTimesOfTheory() {
        assertThat(QueueOracle.run(12, 8420))
                .allSatisfy(figure -> assertThat(figure).matches(Figure::passed));
    }

    @Test
    void histogramsAddUpInAnyOrderToWhatSortingGives() {
        assertThat(HistogramOracle.adding(300_000, 1))
                .allSatisfy(figure -> assertThat(figure).matches(Figure::passed));
    }

    @Test
    void recordingAllocatesNothing() {
        Figure allocated = HistogramOracle.recording(5, 100_000).getLast();
        assertThat(allocated).matches(Figure::passed);
    }

    @Test
    void aFrozenServerIsSeenByAnOpenLoopAlone() {
        assertThat(FreezeOracle.simulated())
                .allSatisfy(figure -> assertThat(figure).matches(Figure::passed));
    }
}
