package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.scenario.ScenarioException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSloTest {
    private static final String BOTH_KINDS = """
            apiVersion: openslo/v1
            kind: Service
            metadata: {name: roost}
            spec: {description: home timelines}
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: home-fast, displayName: Home is fast}
            spec:
              service: roost
              indicatorRef: home-time
              timeWindow: [{duration: 28d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives:
                - {op: lte, value: 0.05, target: 0.99}
                - {displayName: hardly ever slow, op: lte, value: 0.2, targetPercent: 99.95}
            ---
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: home-time}
            spec:
              thresholdMetric:
                metricSource: {type: roost-lab, spec: {measure: home}}
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: home-agreed
              annotations: {roost.dev/consequence: a tenth of the fee is returned}
            spec:
              service: roost
              indicator:
                metadata: {name: home-within}
                spec:
                  ratioMetric:
                    counter: true
                    good: {metricSource: {type: roost-lab, spec: {measure: home, within: 500ms}}}
                    total: {metricSource: {type: roost-lab, spec: {measure: home}}}
              objectives: [{target: 0.99}]
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: answered}
            spec:
              indicator:
                spec:
                  ratioMetric:
                    good: {metricSource: {type: roost-lab, spec: {measure: answered}}}
                    total: {metricSource: {type: roost-lab, spec: {measure: answered}}}
              objectives: [{targetPercent: 99.9}]
            """;

    @Test
    void thresholdsAndRatiosAreObjectives() throws Exception {
        Objectives objectives = Objectives.read("slo.yaml", BOTH_KINDS);
        assertThat(objectives.terms()).hasSize(4);
        assertThat(objectives.thresholdsNs().get("home")).containsExactly(50_000_000, 200_000_000, 500_000_000);
        assertThat(objectives.terms().getFirst().objective().name()).isEqualTo("Home is fast (home within 0.05s)");
        assertThat(objectives.terms().get(1).objective().target()).isEqualTo(0.9995);
        assertThat(objectives.terms().get(1).consequence()).isEmpty();
        assertThat(objectives.terms().get(2).consequence()).contains("tenth");
        assertThat(objectives.terms().get(3).objective().measure()).isEqualTo("answered");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    openslo/v1     | openslo/v2alpha    | is not openslo/v1
                    kind: Service  | kind: Wish         | unknown kind
                    Occurrences    | Timeslices         | only Occurrences
                    home-time      | hometime           | is called "home-time"
                    op: lte        | op: gte            | lte is needed
                    value: 0.05    | count: 0.05        | value is needed
                    target: 0.99   | aim: 0.99          | either target or targetPercent
                    roost-lab      | prometheus         | cannot be measured
                    measure: home} | measure: post}     | give both the same measure
                    {measure: home, | {                 | measure is needed
                    , within: 500ms | ''                | within is needed
                    within: 500ms  | within: 5ms        | is stricter than the objectives
                    """)
    void mistakesAreTold(String right, String wrong, String message) {
        String text = right.equals("home-time") || right.equals("measure: home}")
                ? BOTH_KINDS.substring(0, BOTH_KINDS.lastIndexOf(right))
                        + wrong
                        + BOTH_KINDS.substring(BOTH_KINDS.lastIndexOf(right) + right.length())
                : BOTH_KINDS.replaceFirst(Pattern.quote(right), wrong);
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Objectives.read("slo.yaml", text))
                .withMessageContaining(message);
    }
}
