package dev.roost.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerTimingTest {
    /** HTTP/2 keeps sent fields in a table, and measures and compares them there long after. */
    @Test
    void whatWasToldStaysTheSame() {
        long begunNs = System.nanoTime();
        ServerTiming timing = new ServerTiming(begunNs - 21_000, begunNs);
        String told = timing.getValue();
        assertThat(told).startsWith("queue;dur=0.021, service;dur=");
        while (System.nanoTime() - begunNs < 12_000_000) {
            Thread.onSpinWait();
        }
        assertThat(timing.getValue()).isEqualTo(told);
    }
}
