package dev.roost.bench;

import dev.roost.bench.pages.CelebrityBenchmark;
import dev.roost.bench.pages.ColdBenchmark;
import dev.roost.bench.pages.DeepBenchmark;
import dev.roost.bench.pages.GrowthBenchmark;
import dev.roost.bench.pages.PagesBenchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new PagesBenchmark(),
            new GrowthBenchmark(),
            new ColdBenchmark(),
            new DeepBenchmark(),
            new CelebrityBenchmark());

    private Benchmarks() {}

    static List<Benchmark> all() {
        return ALL;
    }

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
