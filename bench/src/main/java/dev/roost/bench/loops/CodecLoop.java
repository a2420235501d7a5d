package dev.roost.bench.loops;

import dev.roost.bench.node.Nodes;
import dev.roost.core.LogEntry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The log entry of a post of 140 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecLoop {
    private static final long TIME_MS = 1_700_000_000_000L;

    private final LogEntry entry = new LogEntry(1, TIME_MS, Nodes.post(1_000, 10_000_000));
    private final byte[] bytes = entry.toBytes();

    /** Command to bytes. */
    @Benchmark
    public byte[] encode() {
        return entry.toBytes();
    }

    /** Bytes to command. */
    @Benchmark
    public LogEntry decode() {
        return LogEntry.of(1, bytes);
    }
}
