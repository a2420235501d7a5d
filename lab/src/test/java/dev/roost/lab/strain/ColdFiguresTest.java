package dev.roost.lab.strain;

import static dev.roost.lab.strain.MadeUp.MS;
import static dev.roost.lab.strain.MadeUp.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roost.lab.scenario.Kind;
import dev.roost.lab.strain.Load.Stage;
import dev.roost.telemetry.TimeRecorder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColdFiguresTest {
    private static Load load(Calls calls, int seconds) {
        return Load.of(calls, new Stage("half of capacity", 0.5, 0, seconds * SECOND));
    }

    @Test
    void eachSecondHasItsOwnPercentiles() {
        Calls calls = new MadeUp()
                .answered(Kind.HOME, 100, 0, SECOND, 40 * MS)
                .answered(Kind.POST, 50, 0, SECOND, 120 * MS)
                .answered(Kind.HOME, 100, SECOND, 2 * SECOND, 5 * MS)
                .turnedAway(Kind.HOME, 25, SECOND, 2 * SECOND, MS)
                .answered(Kind.POST, 5, SECOND, 2 * SECOND, 900 * MS)
                .calls();
        List<ColdSecond> seconds = ColdSecond.of(calls, 2 * SECOND + SECOND / 2);
        assertThat(seconds).hasSize(2);
        assertThat(seconds.getFirst().home().percentileNs(99)).isCloseTo(40 * MS, within(MS / 10));
        assertThat(seconds.getFirst().due()).isEqualTo(150);
        // What is due in the last 40 and 120 ms is answered in the next second.
        assertThat(seconds.getFirst().goodput()).isEqualTo(96 + 44);
        assertThat(seconds.getLast().failures()).isEqualTo(Map.of("status 503", 25L));
        assertThat(seconds.getLast().share()).isEqualTo(105 / 130.0);

        List<Figure> figures = ColdFigures.ofLight(seconds, load(calls, 2));
        assertThat(figures.get(0).figure()).isEqualTo("home p99 at half of capacity, worst second, ms");
        assertThat(figures.get(0).value()).isCloseTo(40, within(0.1));
        assertThat(figures.get(0).met()).isTrue();
        // The second one has too few posts for a percentile.
        assertThat(figures.get(1).value()).isCloseTo(120, within(0.2));
        assertThat(figures.get(1).met()).isFalse();
        assertThat(figures.get(2).value()).isEqualTo(105 / 130.0);
        assertThat(figures.get(2).met()).isFalse();
    }

    @Test
    void goodputThatRisesCollapsesNowhere() {
        List<Figure> figures = heavy(100, 300, 500, 600, 800, 1_000);
        assertThat(figures.get(0).value()).isEqualTo(0.6);
        assertThat(figures.get(0).met()).isTrue();
        assertThat(figures.get(1).value()).isEqualTo(1);
        assertThat(figures.get(1).met()).isTrue();
    }

    @Test
    void aFallIsFoundWhereverItIs() {
        List<Figure> figures = heavy(100, 800, 500, 900, 1_000, 900);
        assertThat(figures.get(0).value()).isEqualTo(1);
        assertThat(figures.get(1).value()).isEqualTo(500 / 800.0);
        assertThat(figures.get(1).met()).isFalse();
    }

    @Test
    void aServerThatAnswersNothingInTheEndMisses() {
        assertThat(heavy(100, 100, 100, 100, 0))
                .allSatisfy(each -> assertThat(each.met()).isFalse());
        assertThat(heavy(0, 0, 0, 0, 0))
                .allSatisfy(each -> assertThat(each.met()).isFalse());
    }

    @Test
    void threeSecondsAreTooShort() {
        assertThat(heavy(100, 100, 100).getFirst().met()).isNull();
    }

    private static List<Figure> heavy(int... goodput) {
        MadeUp calls = new MadeUp();
        for (int i = 0; i < goodput.length; i++) {
            calls.answered(Kind.HOME, goodput[i], i * SECOND, (i + 1) * SECOND, 0);
        }
        return ColdFigures.ofHeavy(
                ColdSecond.of(calls.calls(), goodput.length * SECOND), load(calls.calls(), goodput.length));
    }

    @Test
    void firstPagesNeedAHundredReaders() {
        TimeRecorder times = new TimeRecorder();
        for (int i = 0; i < 99; i++) {
            times.record(MS / 2);
        }
        assertThat(ColdFigures.ofFirstPages(times.times(), 300, 0))
                .allSatisfy(each -> assertThat(each.met()).isNull());
        times.record(30 * MS);
        List<Figure> figures = ColdFigures.ofFirstPages(times.times(), 300, 0);
        assertThat(figures.getFirst().figure()).isEqualTo("first page of 300 followees after a start, median, ms");
        assertThat(figures).allSatisfy(each -> assertThat(each.met()).isTrue());
        times.record(30 * MS);
        assertThat(ColdFigures.ofFirstPages(times.times(), 300, 0).getLast().met())
                .isFalse();
        assertThat(ColdFigures.ofFirstPages(times.times(), 300, 0.5).getLast().met())
                .isNull();
    }
}
