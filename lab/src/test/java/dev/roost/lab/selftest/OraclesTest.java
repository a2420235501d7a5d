package dev.roost.lab.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void aServerStandsStillBetweenTwoMomentsOnly() {
        Freeze freeze = new Freeze(20, 80);
        assertThat(freeze.untilNs(19)).isLessThan(19);
        assertThat(freeze.untilNs(20)).isEqualTo(80);
        assertThat(freeze.untilNs(79)).isEqualTo(80);
        assertThat(freeze.untilNs(80)).isLessThan(80);
        assertThat(Freeze.NEVER.untilNs(0)).isNegative();
    }

    @Test
    void whatFallsDueInAGapIsLateByTheRestOfIt() {
        ClockOracle clock = ClockOracle.empty();
        clock.add(1_000, 100_000);
        clock.add(40_000, 100_000);
        clock.add(600_000, 100_000);
        List<Figure> figures = clock.figures(1_000_000_000);
        assertThat(figures).extracting(Figure::measured).containsExactly(2.0, 600.0, 0.05);
    }
}
