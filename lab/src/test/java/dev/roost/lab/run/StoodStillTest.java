package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.drive.Pauses.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoodStillTest {
    private static final long MS = 1_000_000;

    @Test
    void onlyWhatIsReadJustAfterAPauseWaitedForIt() {
        StoodStill still =
                new StoodStill(List.of(new Pause(500 * MS, 20 * MS, "GC"), new Pause(100 * MS, 10 * MS, "GC")));
        assertThat(still.ns(50 * MS, 99 * MS)).isZero();
        assertThat(still.ns(50 * MS, 101 * MS)).isEqualTo(10 * MS);
        assertThat(still.ns(97 * MS, 101 * MS)).isEqualTo(3 * MS);
        assertThat(still.ns(50 * MS, 106 * MS)).isZero();
        assertThat(still.ns(101 * MS, 102 * MS)).isZero();
        assertThat(still.ns(0, 503 * MS)).isEqualTo(20 * MS);
        assertThat(new StoodStill(List.of()).ns(0, MS)).isZero();
    }
}
