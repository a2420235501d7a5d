package dev.roost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What a running benchmark is given: how much to do, where to work, and whom to tell. */
public final class Session {
    private final String bench;
    private final int rounds;
    private final double scale;
    private final Path scratch;
    private final Consumer<Figure> report;

    Session(String bench, int rounds, double scale, Path scratch, Consumer<Figure> report) {
        this.bench = bench;
        this.rounds = rounds;
        this.scale = scale;
        this.scratch = scratch;
        this.report = report;
    }

    /** How often each competitor gets its turn. */
    public int rounds() {
        return rounds;
    }

    /** A size of the full benchmark, scaled down by {@code --scale}; at least 1. */
    public int scaled(int full) {
        return Math.max(1, (int) Math.round(full * scale));
    }

    /** Whether this is the full size: only then targets mean anything. */
    public boolean full() {
        return scale >= 1;
    }

    /** A new empty directory on the disk that is measured; deleted when the benchmark has ended. */
    public Path directory(String name) throws IOException {
        return Files.createDirectories(scratch.resolve(name));
    }

    /** A file of real data, where the folder of {@code --data-files} has it. */
    public Optional<Path> realData(String file) {
        String folder = System.getProperty("roost.bench.data", "");
        Path found = Path.of(folder.isEmpty() ? "." : folder, file);
        return !folder.isEmpty() && Files.isReadable(found) ? Optional.of(found) : Optional.empty();
    }

    /** A new figure of this benchmark. */
    public Figure figure(String figure, double value, String unit) {
        return Figure.of(bench, figure, value, unit);
    }

    /** Tells a figure; without its target where the benchmark runs at less than its full size. */
    public void report(Figure figure) {
        report.accept(
                full()
                        ? figure
                        : new Figure(
                                figure.bench(),
                                figure.figure(),
                                figure.value(),
                                figure.unit(),
                                null,
                                figure.ratio(),
                                figure.against()));
    }

    /** Says what is going on, to whoever waits. */
    public void say(String line) {
        System.err.println("  " + bench + ": " + line);
    }
}
