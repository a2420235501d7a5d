package dev.roost.lab.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    @TempDir
    private Path folder;

    @Test
    void packetsOfWhatAToolLeavesOutAreLeftOutToo() {
        assertThat(Tool.VEGETA.warmUpSeconds()).isZero();
        assertThat(Tool.AUTOCANNON.warmUpSeconds()).isZero();
        assertThat(Tool.H2LOAD.warmUpSeconds()).isEqualTo(1);
        assertThat(Tool.HYPERFOIL.warmUpSeconds()).isEqualTo(2);
        // Its run is that much longer.
        assertThat(Tool.WRK2.command("wrk2", "http://localhost/", 5, 3)).contains(3 + Tool.WRK2.warmUpSeconds() + "s");
    }

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
    void wrk2TellsUnitsToo() {
        Outcome outcome = Tool.WRK2.read("""
                Running 13s test @ http://127.0.0.1:1/
                  1 threads and 64 connections
                  Thread calibration: mean lat.: 1.021ms, rate sampling interval: 10ms
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency     1.05ms  500.00us   9.02ms   65.00%
                    Req/Sec     2.10k   150.00     2.70k    70.00%
                  Latency Distribution (HdrHistogram - Recorded Latency)
                 50.000%    1.02ms
                 75.000%    1.41ms
                 90.000%    1.69ms
                 99.000%    2.05ms
                 99.900%  950.00us
                 99.990%    8.10ms
                 99.999%    9.02ms
                100.000%    9.02ms

                  Detailed Percentile spectrum:
                       Value   Percentile   TotalCount 1/(1-Percentile)

                       0.050     0.000000            1         1.00
                ----------------------------------------------------------
                  26000 requests in 13.00s, 2.50MB read
                  Socket errors: connect 0, read 1, write 0, timeout 2
                  Non-2xx or 3xx responses: 4
                Requests/sec:   1999.50
                Transfer/sec:    190.00KB
                """, 2_000);
        assertThat(outcome.p50Ns()).isEqualTo(1_020_000);
        assertThat(outcome.p90Ns()).isEqualTo(1_690_000);
        assertThat(outcome.p99Ns()).isEqualTo(2_050_000);
        assertThat(outcome.p999Ns()).isEqualTo(950_000);
        assertThat(outcome.maxNs()).isEqualTo(9_020_000);
        assertThat(outcome.sentPerSecond()).isEqualTo(1_999.5);
        assertThat(outcome.failed()).isEqualTo(7);
        assertThat(outcome.like()).isEqualTo(Own.STEPS_DUE.label());
        assertThat(Tool.WRK2.command("wrk2", "http://a/", 5, 2)).contains("13s");
    }

    @Test
    void hyperfoilTellsNanoseconds() {
        Outcome outcome = Tool.HYPERFOIL.read("""
                {"sent_per_second":5000.2,"failed":3,"p50_ns":1,"p90_ns":2,"p99_ns":3,"p999_ns":4,"max_ns":5}
                """, 5_000);
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        "hyperfoil", true, Own.STEPS_STARTED.label(), 5_000, 5_000.2, 3, 1, 2, 3, 4, 5, ""));
    }

    @Test
    void aToolHoldsARateByTheSameRuleAsOthersAndPerhapsByItsOwn() {
        assertThat(held(4_950, 0, 10_000_000, "").heldByItsOwnRule()).isTrue();
        assertThat(held(4_950, 0, 10_000_000, "void").held()).isTrue();
        assertThat(held(4_950, 0, 10_000_000, "void").heldByItsOwnRule()).isFalse();
        assertThat(held(4_949, 0, 1, "").held()).isFalse();
        assertThat(held(5_000, 1, 1, "").held()).isFalse();
        assertThat(held(5_000, 0, 10_000_001, "").heldByItsOwnRule()).isFalse();
    }

    private static Outcome held(double sent, long failed, long p99Ns, String note) {
        return new Outcome("a", true, "", 5_000, sent, failed, 1, 1, p99Ns, 1, 1, note);
    }

    @Test
    void aToolThatDoesNotEndHoldsNothing() {
        assertThat(Tool.H2LOAD.unfinished(5_000).held()).isFalse();
        assertThat(Tool.H2LOAD.unfinished(5_000).note()).isNotEmpty();
    }

    @Test
    void toolsAreFoundWhereTheyAreInstalled() throws IOException {
        Path program = Files.writeString(folder.resolve("wrk"), "#!/bin/sh\n");
        assertThat(tools(Optional.empty(), 2).found()).isEmpty();
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(tools(Optional.empty(), 2).installed()).containsOnly(Map.entry(Tool.WRK, program.toString()));
        assertThat(tools(Optional.empty(), 2).missing())
                .isEqualTo(List.of(Tool.VEGETA, Tool.HYPERFOIL, Tool.H2LOAD, Tool.WRK2, Tool.AUTOCANNON));
    }

    @Test
    void hyperfoilIsInTheJarOfTheBenchmarks() throws IOException {
        assertThat(tools(Optional.of(folder.resolve("bench.jar")), 2).found()).isEmpty();
        Path jar = Files.writeString(folder.resolve("bench.jar"), "");
        assertThat(tools(Optional.of(jar), 2).installed()).containsOnly(Map.entry(Tool.HYPERFOIL, jar.toString()));
    }

    @Test
    void toolsLeaveTheLastProcessorToTheServer() throws IOException {
        String nice = install("nice");
        String taskset = install("taskset");
        assertThat(tools(Optional.empty(), 4).placed()).containsExactly(nice, "-n", "-20", taskset, "-c", "0-2");
        assertThat(tools(Optional.empty(), 1).placed()).containsExactly(nice, "-n", "-20");
    }

    private String install(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    private Tools tools(Optional<Path> benchJar, int processors) {
        return new Tools("/nonexistent:" + folder, benchJar, processors);
    }
}
