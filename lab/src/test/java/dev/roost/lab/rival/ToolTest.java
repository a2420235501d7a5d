package dev.roost.lab.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    @TempDir
    private Path folder;

    @Test
    void vegetaTellsNanosecondsAndStatuses() {
        Outcome outcome = Tool.VEGETA.read("""
                {"latencies":{"total":1,"mean":2,"50th":150000,"90th":300000,"95th":1,"99th":2000000,"max":9000000},
                 "requests":1000,"rate":199.8,"throughput":190.1,"success":0.99,"status_codes":{"0":3,"200":997}}""", 200);
        assertThat(outcome.p50Ns()).isEqualTo(150_000);
        assertThat(outcome.p99Ns()).isEqualTo(2_000_000);
        assertThat(outcome.failed()).isEqualTo(3);
        assertThat(outcome.held()).isFalse();
    }

    @Test
    void autocannonTellsMilliseconds() {
        Outcome outcome = Tool.AUTOCANNON.read("""
                {"duration":10,"errors":0,"non2xx":0,"requests":{"total":20000},
                 "latency":{"p50":0,"p90":1,"p99":2,"p99_9":5,"max":12}}""", 2_000);
        assertThat(outcome.sentPerSecond()).isEqualTo(2_000);
        assertThat(outcome.p999Ns()).isEqualTo(5_000_000);
        assertThat(outcome.held()).isTrue();
        assertThat(outcome.openLoop()).isFalse();
    }

    @Test
    void h2loadTellsMicrosecondsOfEachRequest() {
        StringBuilder log = new StringBuilder();
        // Ends before the answer of the first one does, which is left out with the second in which it was sent.
        log.append("1500000\t200\t999\n").append("1000000\t200\t3500000\n");
        for (int i = 0; i < 300; i++) {
            log.append(2_000_000 + i * 10_000)
                    .append(i == 7 ? "\t503\t" : "\t200\t")
                    .append(i + 1)
                    .append('\n');
        }
        Outcome outcome = Tool.H2LOAD.read(log.toString(), 100);
        assertThat(outcome.sentPerSecond()).isCloseTo(100, within(1.0));
        assertThat(outcome.p50Ns()).isEqualTo(150_000);
        assertThat(outcome.p99Ns()).isEqualTo(297_000);
        assertThat(outcome.maxNs()).isEqualTo(300_000);
        assertThat(outcome.failed()).isEqualTo(1);
    }

    @Test
    void wrkTellsUnits() {
        Outcome outcome = Tool.WRK.read("""
                Running 2s test @ http://127.0.0.1:1/
                  1 threads and 64 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency   702.11us  400.00us  13.25ms   95.16%
                    Req/Sec    90.51k     5.28k   97.20k    80.00%
                  Latency Distribution
                     50%  650.00us
                     75%  700.00us
                     90%    1.10ms
                     99%    2.50ms
                  180302 requests in 2.00s, 16.00MB read
                Requests/sec:  90114.92
                """, 0);
        assertThat(outcome.p50Ns()).isEqualTo(650_000);
        assertThat(outcome.p99Ns()).isEqualTo(2_500_000);
        assertThat(outcome.maxNs()).isEqualTo(13_250_000);
        assertThat(outcome.sentPerSecond()).isEqualTo(90_114.92);
        assertThatIllegalArgumentException().isThrownBy(() -> Tool.time("soon"));
    }

    @Test
    void toolsAreFoundWhereTheyAreInstalled() throws IOException {
        Path program = Files.writeString(folder.resolve("wrk"), "#!/bin/sh\n");
        assertThat(Tool.WRK.installed("/nonexistent:" + folder)).isEmpty();
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Tool.WRK.installed("/nonexistent:" + folder)).contains(program.toString());
        assertThat(new Rivals(folder.toString(), 1).missing())
                .isEqualTo(List.of(Tool.VEGETA, Tool.H2LOAD, Tool.AUTOCANNON));
    }
}
