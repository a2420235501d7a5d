package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.report.Legend;
import dev.roost.lab.run.Measure;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Target;
import dev.roost.lab.run.Versions;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.telemetry.Objective;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabRunCommandTest {
    @Test
    void theTerminalTellsDeliveryTimesByFollowers() throws Exception {
        TimeRecorder times = new TimeRecorder();
        times.record(2_000_000);
        times.record(8_000_000);
        assertThat(printed(Map.of("10-99", times.times()), Map.of("1-9", times.times())))
                .containsSubsequence(
                        "delivered, streaming, 10-99 followers: 2 arrivals, p50 2.00, p99 too few, p99.9 too few, longest 8.00 ms",
                        "delivered, looking, 1-9 followers: 2 arrivals");
        assertThat(printed(Map.of(), Map.of())).doesNotContain("delivered");
    }

    @Test
    void theTerminalTellsAgreementsAndWhatFollowsFromThem() throws Exception {
        Objective home = new Objective("home within 50ms", "home", 50_000_000, 0.99);
        Objective agreed = new Objective("home within 500ms", "home", 500_000_000, 0.999);
        String text = printed(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(
                        new RunResult.Judged(home.judge(100, 100), ""),
                        new RunResult.Judged(agreed.judge(466, 467), "the fee is returned"),
                        new RunResult.Judged(agreed.judge(1_000, 1_000), "the fee is returned")));
        assertThat(text.lines())
                .containsSubsequence(
                        "met: home within 50ms, 100 of 100",
                        "MISSED (too few to say): agreement, home within 500ms, 466 of 467",
                        "    CONSEQUENCE: the fee is returned",
                        "met: agreement, home within 500ms, 1,000 of 1,000",
                        "    else: the fee is returned");
    }

    @Test
    void theTerminalTellsNoPercentileOfTooFewAndWhatItsWordsMean() throws Exception {
        TimeRecorder times = new TimeRecorder();
        for (int i = 0; i < 467; i++) {
            times.record(2_000_000);
        }
        Times all = times.times();
        Measure calls =
                new Measure("start-call", 467, 467, Map.of(), all, Times.NONE, Times.NONE, Times.NONE, Times.NONE);
        assertThat(printed(Map.of(), Map.of(), List.of(calls), List.of()).lines())
                .anySatisfy(line -> assertThat(line).matches("start-call +467 +467 +2.00 +2.00 +too few +2.00"))
                .contains(Legend.WELL, Legend.TOO_FEW, Legend.START_CALL);
    }

    private static String printed(Map<String, Times> delivery, Map<String, Times> polled) throws Exception {
        return printed(delivery, polled, List.of(), List.of());
    }

    private static String printed(
            Map<String, Times> delivery,
            Map<String, Times> polled,
            List<Measure> measures,
            List<RunResult.Judged> verdicts)
            throws Exception {
        RunResult result = new RunResult(
                Target.of("http://127.0.0.1:1"),
                Scenarios.load("quiet"),
                Instant.EPOCH,
                Map.of(),
                new Versions("1", "2", "3"),
                measures,
                delivery,
                polled,
                List.of(),
                List.of(),
                Times.NONE,
                0,
                List.of(),
                0,
                0,
                0,
                List.of(),
                verdicts,
                List.of());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        LabRunCommand.print(out, result);
        out.flush();
        return text.toString();
    }
}
