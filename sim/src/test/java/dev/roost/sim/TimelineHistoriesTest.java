package dev.roost.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The timelines alone against the reference model, over random histories. */
class TimelineHistoriesTest {
    private static final int HISTORIES = Settings.histories(1_200);

    @Test
    void everyPageIsThePlainQuerys() {
        long pages = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            pages += Histories.run(seed, 200, TimelineSubject::new);
        }
        assertThat(pages).isGreaterThan(HISTORIES);
    }
}
