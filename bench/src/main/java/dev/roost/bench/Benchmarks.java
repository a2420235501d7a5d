package dev.roost.bench;

import dev.roost.bench.strategies.StrategiesBenchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(new StrategiesBenchmark());

    private Benchmarks() {}

    static List<Benchmark> all() {
        return ALL;
    }

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
