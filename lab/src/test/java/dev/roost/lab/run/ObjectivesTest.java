package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.scenario.ScenarioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectivesTest {
    @Test
    void areReadInTheirOrder() throws Exception {
        Objectives objectives = Objectives.read("slo.yaml", """
                objectives:
                  - {measure: home, within: 50ms, target: 99%}
                  - {name: everything is answered, measure: answered, target: 99.95%}
                agreements:
                  - {measure: home, within: 500ms, target: 99%, consequence: a tenth of the fee is returned}
                """);
        assertThat(objectives.terms()).hasSize(3);
        assertThat(objectives.terms().getFirst().objective().name()).isEqualTo("home within 50ms");
        assertThat(objectives.terms().getFirst().objective().thresholdNs()).isEqualTo(50_000_000);
        assertThat(objectives.terms().get(1).objective().target()).isEqualTo(0.9995);
        assertThat(objectives.terms().get(2).consequence()).contains("tenth");
        assertThat(objectives.thresholdsNs().get("home")).containsExactly(50_000_000, 500_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objectives: []",
                "objectives: [{measure: home, target: 99%}]",
                "objectives: [{measure: home, within: 5ms}]",
                "objectives: [{within: 5ms, target: 99%}]",
                "objectives: [{measure: answered, within: 5ms, target: 99%}]",
                "objectives: [{measure: home, within: 5ms, target: 99%, consequence: none}]",
                "agreements: [{measure: home, within: 5ms, target: 99%}]",
                "{objectives: [{measure: home, within: 50ms, target: 99%}],"
                        + " agreements: [{measure: home, within: 5ms, target: 99%, consequence: all}]}",
                "",
                "objectives: [{measure: home, within: 5ms, target: 99%, colour: red}]",
            })
    void mistakesAreRefused(String text) {
        assertThatExceptionOfType(ScenarioException.class).isThrownBy(() -> Objectives.read("slo.yaml", text));
    }
}
