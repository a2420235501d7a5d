package dev.roost.bench;

import dev.roost.bench.imports.ImportBenchmark;
import dev.roost.bench.start.StartBenchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(new ImportBenchmark(), new StartBenchmark());

    private Benchmarks() {}

    static List<Benchmark> all() {
        return ALL;
    }

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
