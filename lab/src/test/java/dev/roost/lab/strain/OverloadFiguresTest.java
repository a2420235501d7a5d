package dev.roost.lab.strain;

import static dev.roost.lab.strain.MadeUp.MS;
import static dev.roost.lab.strain.MadeUp.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roost.lab.run.Objectives;
import dev.roost.lab.scenario.Kind;
import dev.roost.lab.strain.Load.Stage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OverloadFiguresTest {
    private static final Stage BEFORE = new Stage("0.8 times capacity", 0.8, 0, SECOND);
    private static final Stage TWICE = new Stage("2 times capacity", 2, SECOND, 2 * SECOND);
    private static final Stage FIVE = new Stage("5 times capacity", 5, 2 * SECOND, 3 * SECOND);
    private static final Stage AFTER = new Stage("0.8 times capacity, after the peak", 0.8, 3 * SECOND, 6 * SECOND);

    private static MadeUp before() {
        return new MadeUp().answered(Kind.HOME, 800, 0, SECOND, 4 * MS);
    }

    @Test
    void whatBecameOfALoadIsCountedWhenItWasDueAndGoodputWhenItCame() {
        Calls calls = new MadeUp()
                // Half of the answers come in the next stage.
                .answered(Kind.HOME, 1_000, SECOND, 2 * SECOND, SECOND / 2)
                .turnedAway(Kind.POST, 400, SECOND, 2 * SECOND, 2 * MS)
                .timedOut(Kind.POST, 100, SECOND, 2 * SECOND, 10 * SECOND)
                .calls();
        Load load = Load.of(calls, TWICE);
        assertThat(load.duePerSecond()).isEqualTo(1_500);
        assertThat(load.goodPerSecond()).isEqualTo(500);
        assertThat(load.failures()).isEqualTo(Map.of("status 503", 400L, "timed out", 100L));
        assertThat(load.admitted().count()).isEqualTo(1_000);
        assertThat(load.refusals().percentileNs(99)).isCloseTo(2 * MS, within(MS / 100));
        assertThat(load.tooLittle()).isEmpty();
        assertThat(Load.of(calls, FIVE).goodPerSecond()).isEqualTo(500);
    }

    @Test
    void goodputIsAShareOfTheBestWithATargetForEachPeak() {
        Calls calls = new MadeUp()
                .answered(Kind.HOME, 930, SECOND, 2 * SECOND, 0)
                .answered(Kind.HOME, 930, 2 * SECOND, 3 * SECOND, 0)
                .calls();
        Figure twice = OverloadFigures.goodput(Load.of(calls, TWICE), 1_000);
        Figure five = OverloadFigures.goodput(Load.of(calls, FIVE), 1_000);
        assertThat(twice)
                .isEqualTo(new Figure("goodput at 2 times capacity, share of the best", 0.93, 0.95, false, ""));
        assertThat(five).isEqualTo(new Figure("goodput at 5 times capacity, share of the best", 0.93, 0.9, true, ""));
    }

    @Test
    void aGeneratorThatSentTooLittleHasNoFigure() {
        // Due in the stage, sent after it.
        Calls calls = before().sentLate(Kind.HOME, 1_000, SECOND, 2 * SECOND, SECOND / 2, MS)
                .calls();
        Load load = Load.of(calls, TWICE);
        assertThat(load.sentShare()).isEqualTo(0.5);
        for (Figure each :
                List.of(OverloadFigures.goodput(load, 1_000), OverloadFigures.admitted(Load.of(calls, BEFORE), load))) {
            assertThat(each.value()).isNull();
            assertThat(each.met()).isNull();
            assertThat(each.why()).isEqualTo("the generator sent only 50 % of what was due in time");
        }
    }

    @Test
    void whatIsAdmittedIsComparedWithTheLoadBefore() {
        Calls calls = before().answered(Kind.HOME, 990, SECOND, 2 * SECOND, 6 * MS)
                .turnedAway(Kind.HOME, 990, SECOND, 2 * SECOND, 90 * MS)
                .answered(Kind.HOME, 990, 2 * SECOND, 3 * SECOND, 12 * MS)
                .calls();
        Load before = Load.of(calls, BEFORE);
        Figure twice = OverloadFigures.admitted(before, Load.of(calls, TWICE));
        assertThat(twice.value()).isCloseTo(1.5, within(0.01));
        assertThat(twice.met()).isTrue();
        Figure five = OverloadFigures.admitted(before, Load.of(calls, FIVE));
        assertThat(five.value()).isCloseTo(3, within(0.01));
        assertThat(five.met()).isFalse();
        assertThat(OverloadFigures.admitted(before, Load.of(calls, AFTER)).met())
                .isNull();
    }

    @Test
    void aLateGeneratorExplainsAMissAndSpoilsNoSuccess() {
        Calls calls = before().sentLate(Kind.HOME, 990, SECOND, 2 * SECOND, 10 * MS, 4 * MS)
                .sentLate(Kind.HOME, 990, 2 * SECOND, 3 * SECOND, MS, 4 * MS)
                .calls();
        Load before = Load.of(calls, BEFORE);
        Figure missed = OverloadFigures.admitted(before, Load.of(calls, TWICE));
        assertThat(missed.met()).isNull();
        assertThat(missed.why()).startsWith("the generator itself added 250 % to the p99");
        Figure met = OverloadFigures.admitted(before, Load.of(calls, FIVE));
        assertThat(met.met()).isTrue();
    }

    @Test
    void refusalsCountFromWhenTheyWereSent() {
        Calls calls = new MadeUp()
                .turnedAway(Kind.HOME, 500, SECOND, 2 * SECOND, 3 * MS)
                .turnedAway(Kind.HOME, 500, 2 * SECOND, 3 * SECOND, 7 * MS)
                .turnedAway(Kind.HOME, 5, 3 * SECOND, 4 * SECOND, 3 * MS)
                .calls();
        assertThat(OverloadFigures.refusals(Load.of(calls, TWICE)).met()).isTrue();
        Figure slow = OverloadFigures.refusals(Load.of(calls, FIVE));
        assertThat(slow.value()).isCloseTo(7, within(0.01));
        assertThat(slow.met()).isFalse();
        assertThat(OverloadFigures.refusals(Load.of(calls, AFTER)).why()).isEqualTo("too few were turned away");
        assertThat(OverloadFigures.refusals(Load.of(calls, BEFORE)).why()).isEqualTo("nothing was turned away");
    }

    @Test
    void objectivesAreMetAgainFromTheFirstSecondThatMeetsThem() {
        Calls calls = new MadeUp()
                .answered(Kind.HOME, 400, 3 * SECOND, 3 * SECOND + 400 * MS, 200 * MS)
                .answered(Kind.HOME, 2_600, 3 * SECOND + 400 * MS, 6 * SECOND, 5 * MS)
                .calls();
        Figure figure = OverloadFigures.recovery("the peak", calls, AFTER, Objectives.OF_PEOPLE);
        assertThat(figure).isEqualTo(new Figure("objectives met again after the peak, s", 0.4, 1.0, true, ""));
    }

    @Test
    void aPostThatIsTurnedAwayIsNotGoodEither() {
        Calls calls = new MadeUp()
                .answered(Kind.HOME, 3_000, 3 * SECOND, 6 * SECOND, 5 * MS)
                .turnedAway(Kind.POST, 300, 3 * SECOND, 4 * SECOND + 500 * MS, MS)
                .calls();
        Figure figure = OverloadFigures.recovery("the peak", calls, AFTER, Objectives.OF_PEOPLE);
        assertThat(figure.value()).isEqualTo(1.5);
        assertThat(figure.met()).isFalse();
    }

    @Test
    void whoNeverRecoversHasNoFigureAndMisses() {
        Calls calls = new MadeUp()
                .timedOut(Kind.HOME, 3_000, 3 * SECOND, 6 * SECOND, SECOND)
                .calls();
        Figure figure = OverloadFigures.recovery("the peak", calls, AFTER, Objectives.OF_PEOPLE);
        assertThat(figure.value()).isNull();
        assertThat(figure.met()).isFalse();
    }

    @Test
    void memoryIsComparedAtTheEndOfBothLoads() {
        Queue<Long> told = new ArrayDeque<>(List.of(100L, 200L, 900L, 900L, 210L));
        Memory memory = new Memory(told::remove);
        for (long at = 0; at < 5; at++) {
            memory.look(77 * SECOND + at * SECOND);
        }
        Stage first = new Stage("first", 0.8, 0, 2_500 * MS);
        Stage last = new Stage("last", 0.8, 4_500 * MS, 6 * SECOND);
        Figure figure = OverloadFigures.memory(memory.growth(first, last));
        assertThat(figure.value()).isEqualTo(1.05);
        assertThat(figure.met()).isTrue();
        assertThat(OverloadFigures.memory(memory.growth(first, new Stage("short", 1, 0, 1)))
                        .met())
                .isNull();
    }
}
