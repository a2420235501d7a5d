package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.LabSelfTestCommand.Line;
import dev.roost.lab.selftest.Figure;
import org.junit.jupiter.api.Test;

/** What is said of a figure of the self-test. */
class LabSelfTestCommandTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    @Test
    void aFigureWithoutABoundIsNotCalledWell() {
        Figure shown = new Figure("clock", "longest us", 12, Double.NaN, -NONE, NONE);
        assertThat(LabSelfTestCommand.row(shown)).startsWith("shown ").endsWith("no bound");
        assertThat(Line.of(shown).passed()).isNull();
        assertThat(Line.of(shown).expected()).isNull();
        assertThat(Line.of(shown).most()).isNull();
    }

    @Test
    void aBoundDecides() {
        assertThat(LabSelfTestCommand.row(new Figure("queue", "p99 ms", 12, 20, -NONE, 20)))
                .startsWith("ok ")
                .endsWith("at most 20.00");
        assertThat(LabSelfTestCommand.row(new Figure("queue", "p99 ms", 22, 20, -NONE, 20)))
                .startsWith("WRONG ");
        assertThat(LabSelfTestCommand.row(new Figure("queue", "p99 ms", 10, 10, 9, 11)))
                .startsWith("ok ")
                .endsWith("10.00 (9.000 to 11.00)");
        assertThat(Line.of(new Figure("queue", "p99 ms", 22, 20, -NONE, 20)).passed())
                .isFalse();
    }
}
