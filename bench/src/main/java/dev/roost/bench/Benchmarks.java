package dev.roost.bench;

import dev.roost.bench.fanout.FanOutBenchmark;
import dev.roost.bench.http.HttpBenchmark;
import dev.roost.bench.http.PostsOverHttpBenchmark;
import dev.roost.bench.imports.ImportBenchmark;
import dev.roost.bench.loops.LoopsBenchmark;
import dev.roost.bench.pages.CelebrityBenchmark;
import dev.roost.bench.pages.ColdBenchmark;
import dev.roost.bench.pages.DeepBenchmark;
import dev.roost.bench.pages.PageGrowthBenchmark;
import dev.roost.bench.pages.PagesBenchmark;
import dev.roost.bench.posts.PostsBenchmark;
import dev.roost.bench.start.StartBenchmark;
import dev.roost.bench.strategies.StrategiesBenchmark;
import dev.roost.timeline.AppendBenchmark;
import dev.roost.timeline.DeliveryGrowthBenchmark;
import dev.roost.timeline.MemoryBenchmark;
import java.util.List;
import java.util.Optional;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new FanOutBenchmark(),
            new AppendBenchmark(),
            new DeliveryGrowthBenchmark(),
            new PagesBenchmark(),
            new PageGrowthBenchmark(),
            new HttpBenchmark(),
            new ColdBenchmark(),
            new DeepBenchmark(),
            new CelebrityBenchmark(),
            new PostsBenchmark(),
            new PostsOverHttpBenchmark(),
            new MemoryBenchmark(),
            new ImportBenchmark(),
            new StartBenchmark(),
            new StrategiesBenchmark(),
            new LoopsBenchmark());

    private Benchmarks() {}

    static List<Benchmark> all() {
        return ALL;
    }

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
