package dev.roost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void aFigureSaysWhetherItsTargetIsMet() {
        Figure figure = Figure.of("fanout", "durable deliveries", 7_000_000, "1/s");

        assertThat(figure.missed()).isFalse();
        assertThat(figure.atLeast(8_000_000).missed()).isTrue();
        assertThat(figure.atMost(8_000_000).missed()).isFalse();
        assertThat(figure.atLeast(8_000_000).against("Redis", 31.25).members())
                .containsExactly(
                        java.util.Map.entry("bench", "fanout"),
                        java.util.Map.entry("figure", "durable deliveries"),
                        java.util.Map.entry("value", 7_000_000.0),
                        java.util.Map.entry("unit", "1/s"),
                        java.util.Map.entry("target", ">= 8 M"),
                        java.util.Map.entry("met", false),
                        java.util.Map.entry("ratio", 31.25),
                        java.util.Map.entry("against", "Redis"));
    }

    @Test
    void competitorsTakeTurnsAndWarmUpsDoNotCount() throws Exception {
        StringBuilder turns = new StringBuilder();
        double[] values = {100, 1, 3, 2};
        int[] next = {0};

        Rounds.Results results = new Rounds()
                .with("a", () -> {
                    turns.append('a');
                    return values[next[0]++];
                })
                .with("b", () -> {
                    turns.append('b');
                    return 7;
                })
                .run(1, 3);

        assertThat(turns.toString()).isEqualTo("abababab");
        assertThat(results.median("a")).isEqualTo(2);
        assertThat(results.median("b")).isEqualTo(7);
        assertThat(Rounds.median(List.of(4.0, 1.0))).isEqualTo(2.5);
    }

    @Test
    void theTableIsMarkdown() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FigureTable table = new FigureTable(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        table.add(Figure.of("pages", "home pages", 1_250_000, "1/s").atLeast(1_000_000));
        table.end();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "| bench | figure     |  value | unit | target      | ratio |",
                        "| ----- | ---------- | ------ | ---- | ----------- | ----- |",
                        "| pages | home pages | 1.25 M | 1/s  | >= 1 M, met |       |");
    }
}
