package dev.roost.lab.strain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How much memory a server occupied, about every second of a run. One thread writes; read after the run.
 *
 * <p>The run's progress is told about once a second, for the first time after one.
 */
final class Memory {
    private static final long FIRST_NS = 1_000_000_000;

    private final LongSupplier bytes;
    private final List<Sample> samples = new ArrayList<>();
    private long firstAtNs;

    /** How much there was at a moment of the run. */
    record Sample(long atNs, long bytes) {}

    Memory(LongSupplier bytes) {
        this.bytes = bytes;
    }

    /** Looks now. */
    void look(long nowNs) {
        firstAtNs = samples.isEmpty() ? nowNs : firstAtNs;
        samples.add(new Sample(FIRST_NS + nowNs - firstAtNs, bytes.getAsLong()));
    }

    /**
     * The last sample from one moment of the run on and before another, as a multiple of the last one of an earlier
     * stretch; empty where one of them is missing.
     */
    OptionalDouble growth(Load.Stage before, Load.Stage after) {
        long first = last(before);
        long second = last(after);
        return first == 0 || second == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) second / first);
    }

    private long last(Load.Stage stage) {
        return samples.reversed().stream()
                .filter(each -> each.atNs >= stage.fromNs() && each.atNs < stage.toNs())
                .findFirst()
                .map(Sample::bytes)
                .orElse(0L);
    }
}
