package dev.roost.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.roost.telemetry.Objective.Verdict;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    private final Objective objective = new Objective("home pages are quick", "home", 50_000_000, 0.99);

    @Test
    void isMetAtItsTargetAndMissedOneBelow() {
        assertThat(objective.judge(9_900, 10_000).met()).isTrue();
        assertThat(objective.judge(9_899, 10_000).met()).isFalse();
    }

    @Test
    void isMissedWhenNothingWasMeasured() {
        assertThat(objective.judge(0, 0).met()).isFalse();
    }

    @Test
    void burnsItsBudgetAsFastAsThingsGoWrong() {
        assertThat(objective.judge(9_900, 10_000).burnRate()).isCloseTo(1, within(1e-9));
        assertThat(objective.judge(9_600, 10_000).burnRate()).isCloseTo(4, within(1e-9));
        assertThat(objective.judge(10_000, 10_000).burnRate()).isZero();
        assertThat(new Objective("all", "home", 1, 1).judge(9, 10).burnRate()).isInfinite();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Objective("x", "home", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Objective("x", "home", 1, 1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> new Verdict(objective, 2, 1));
    }
}
