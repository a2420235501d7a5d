package dev.roost.bench;

import dev.roost.timeline.AppendBenchmark;
import dev.roost.timeline.GrowthBenchmark;
import dev.roost.timeline.MemoryBenchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(new AppendBenchmark(), new GrowthBenchmark(), new MemoryBenchmark());

    private Benchmarks() {}

    static List<Benchmark> all() {
        return ALL;
    }

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
