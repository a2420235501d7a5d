package dev.roost.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.lab.scenario.Scenario.Spread;
import dev.roost.lab.scenario.Scenario.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ScenariosTest {
    /** All but the one that needs real data. */
    static final List<String> READY =
            Scenarios.READY.stream().filter(each -> !each.equals("higgs")).toList();

    @ParameterizedTest
    @FieldSource("READY")
    void thoseThatComeAlongCanBeRead(String name) throws Exception {
        Scenario scenario = Scenarios.load(name);
        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.about()).isNotEmpty();
        assertThat(scenario.rates()).isNotEmpty();
    }

    @Test
    void aScenarioSaysWhatThereIs() throws Exception {
        Scenario scenario = Scenarios.read("test", """
                name: mine
                length: 2m
                warm-up: 500ms
                community: {accounts: 10, celebrity-share: 90%}
                work:
                  home: 5
                  post: {rate: 2, peak: 9, every: 10s, for: 1s}
                """);
        assertThat(scenario.lengthNs()).isEqualTo(120_000_000_000L);
        assertThat(scenario.warmUpNs()).isEqualTo(500_000_000L);
        assertThat(scenario.community().celebrityShare()).isEqualTo(0.9);
        assertThat(scenario.rates().get(Work.HOME).arrivals()).isEqualTo(Spread.POISSON);
        assertThat(scenario.rates().get(Work.POST).peakPerSecond()).isEqualTo(9);
        assertThat(scenario.times(3).rates().get(Work.POST).peakPerSecond()).isEqualTo(27);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    work: {home: 5, nap: 1}              | unknown key "nap"
                    {work: {home: 5}, colour: red}       | unknown key "colour"
                    {work: {home: 5}, length: 5 parsecs} | is no time
                    {work: {home: 5}, length: 1s}        | length must be more than warm-up
                    {work: {}}                           | nothing to do
                    {work: {home: 5}, community: {accounts: 1}} | a number from 2
                    {work: {home: 5}, community: {celebrity-share: 120%}} | a share
                    [1, 2]                               | must be a map
                    {work:                               | test:
                    {replay: {speed: 5}}                 | trace is needed
                    {replay: {trace: no-such.trace}}     | there is no file
                    {replay: {trace: higgs}}             | set ROOST_DATA_FILES
                    """)
    void mistakesAreToldWithTheirPlace(String text, String message) {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Scenarios.read("test", text))
                .withMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsToldWithWhatThereIs() {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Scenarios.load("no-such-scenario"))
                .withMessageContaining("quiet");
    }

    @Test
    void sharesAreDecimals() throws Exception {
        assertThat(new Settings("x", Map.of("a", "99.95%")).share("a", 0)).isEqualTo(0.9995);
    }
}
