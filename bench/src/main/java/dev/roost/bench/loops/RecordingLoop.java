package dev.roost.bench.loops;

import dev.roost.telemetry.TimeRecorder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts response times as the laboratory does: log-normal, median 1 ms, one in a thousand over 20 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordingLoop {
    private static final int TIMES = 1 << 12;
    private static final double MEDIAN_NS = 1e6;
    private static final double SIGMA = 1;

    private final TimeRecorder recorder = new TimeRecorder(100_000_000, 300_000_000);
    private final long[] timesNs = new long[TIMES];
    private int turn;

    /** Draws the times. */
    public RecordingLoop() {
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(timesNs, i -> (long) (MEDIAN_NS * Math.exp(SIGMA * random.nextGaussian())));
    }

    /** One time. */
    @Benchmark
    public void record() {
        recorder.record(timesNs[turn++ & (TIMES - 1)]);
    }
}
