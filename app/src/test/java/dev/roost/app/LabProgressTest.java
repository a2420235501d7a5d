package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.drive.Progress;
import dev.roost.telemetry.TimeRecorder;
import org.junit.jupiter.api.Test;

class LabProgressTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void aLineSaysHowFarARunIs() {
        TimeRecorder times = new TimeRecorder();
        times.record(2_000_000);
        Progress now = new Progress(1_500, 1_400, 3, 12, times.times());
        assertThat(LabProgress.line(now, 15 * SECOND_NS, 30 * SECOND_NS))
                .startsWith(
                        "[##########..........] 15 of 30 s, 1,500 sent, 100 under way, 3 failed, 12 connections, p50");
        assertThat(LabProgress.line(now, 99 * SECOND_NS, 30 * SECOND_NS))
                .startsWith("[####################] 30 of 30 s");
    }
}
