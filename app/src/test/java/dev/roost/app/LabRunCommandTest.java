package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Target;
import dev.roost.lab.run.Versions;
import dev.roost.lab.scenario.Scenarios;
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
                        "delivered, streaming, 10-99 followers: 2 arrivals, p50 2.00 ms, p99 8.00 ms,",
                        "delivered, looking, 1-9 followers: 2 arrivals");
        assertThat(printed(Map.of(), Map.of())).doesNotContain("delivered");
    }

    private static String printed(Map<String, Times> delivery, Map<String, Times> polled) throws Exception {
        RunResult result = new RunResult(
                Target.of("http://127.0.0.1:1"),
                Scenarios.load("quiet"),
                Instant.EPOCH,
                Map.of(),
                new Versions("1", "2", "3"),
                List.of(),
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
                List.of(),
                List.of());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        LabRunCommand.print(out, result);
        out.flush();
        return text.toString();
    }
}
