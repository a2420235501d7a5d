package dev.roost.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FigureMemoryTest {
    private static final int PLACES = 8;

    @RepeatedTest(10)
    void givesTheNewestFiguresOrNone(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        FigureMemory memory = new FigureMemory(PLACES);
        Map<AccountId, Rows.Figures> state = new HashMap<>();
        int accounts = 0;
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(20) == 0) {
                memory.begin(accounts);
            }
            accounts += random.nextInt(10) == 0 ? 1 : 0;
            AccountId id = new AccountId(1 + random.nextInt(accounts + 5));
            Rows.Figures known = memory.get(id);
            Rows.Figures stored = state.getOrDefault(id, Rows.Figures.ZERO);
            if (known != null) {
                assertThat(known)
                        .as("seed %d step %d", repetition.getCurrentRepetition(), step)
                        .isEqualTo(stored);
            } else if (random.nextBoolean()) {
                memory.keep(id, stored);
            }
            if (id.value() <= accounts && random.nextBoolean()) {
                Rows.Figures changed = new Rows.Figures(new AccountCounts(step, 1, 2, 3), 4);
                state.put(id, changed);
                memory.keep(id, changed);
            }
        }
    }

    @Test
    void knowsThatNewAccountsHaveNone() {
        FigureMemory memory = new FigureMemory(PLACES);
        memory.begin(3);
        assertThat(memory.get(new AccountId(3))).isNull();
        assertThat(memory.get(new AccountId(4))).isEqualTo(Rows.Figures.ZERO);
        memory.keep(new AccountId(6), Rows.Figures.ZERO);
        assertThat(memory.get(new AccountId(5))).isNull();
        memory.begin(7);
        assertThat(memory.get(new AccountId(7))).isEqualTo(Rows.Figures.ZERO);
    }
}
