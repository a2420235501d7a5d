package dev.roost.app;

import dev.roost.lab.report.MergeReport;
import dev.roost.telemetry.Spread;
import dev.roost.telemetry.TimeLog;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Adds histogram logs, then reads percentiles. */
@Command(
        name = "merge",
        description = {
            "Add the histograms of any number of logs, of threads, machines or windows, and then read percentiles.",
            "Below each line is the spread: the percentile at the log where it is lowest, and where it is highest."
                    + " Reads HdrHistogram logs whose times are in nanoseconds."
        })
final class LabMergeCommand implements Callable<Integer> {
    private static final double[] PERCENTS = MergeReport.percents();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histogram logs.")
    private List<Path> files = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the sums as a log.")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a page of HTML.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one JSON line a tag instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, CommandFailedException {
        Map<String, List<Times>> byTag = read();
        PrintWriter print = spec.commandLine().getOut();
        if (!json) {
            print.printf(Locale.ROOT, "%-16s %12s", "ms", "count");
            for (double percent : PERCENTS) {
                print.printf(Locale.ROOT, " %10s", percent == 100 ? "max" : "p" + trimmed(percent));
            }
            print.println();
        }
        byTag.forEach(json ? this::line : this::rows);
        print.flush();
        if (out != null) {
            try (TimeLog.Writer log = new TimeLog.Writer(out, 0)) {
                byTag.forEach((tag, each) -> log.interval(tag.isEmpty() ? "all" : tag, 0, 0, Times.sum(each)));
            }
        }
        if (report != null) {
            Files.writeString(
                    report, MergeReport.html(files.stream().map(Path::toString).toList(), byTag));
        }
        return 0;
    }

    /** What each file counted under a tag, in the order of the files. */
    private Map<String, List<Times>> read() throws IOException, CommandFailedException {
        Map<String, List<Times>> byTag = new TreeMap<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailedException(
                        "there is no file \"" + file + "\"; \"roost lab run --log FILE\" writes one");
            }
            TimeLog.read(List.of(file))
                    .forEach((tag, times) ->
                            byTag.computeIfAbsent(tag, t -> new ArrayList<>()).add(times));
        }
        return byTag;
    }

    private void rows(String tag, List<Times> each) {
        PrintWriter print = spec.commandLine().getOut();
        List<Spread> spreads = spreads(each);
        print.printf(
                Locale.ROOT,
                "%-16s %,12d",
                tag.isEmpty() ? "-" : tag,
                Times.sum(each).count());
        row(spreads, Spread::mergedNs);
        if (files.size() > 1) {
            print.printf(Locale.ROOT, "%-29s", "    lowest of " + each.size());
            row(spreads, Spread::lowestNs);
            print.printf(Locale.ROOT, "%-29s", "    highest");
            row(spreads, Spread::highestNs);
        }
    }

    private void row(List<Spread> spreads, ToLongFunction<Spread> figure) {
        PrintWriter print = spec.commandLine().getOut();
        for (Spread spread : spreads) {
            print.printf(Locale.ROOT, " %10.3f", figure.applyAsLong(spread) / 1e6);
        }
        print.println();
    }

    private record Line(String tag, long count, List<Spread> percentiles) {}

    private void line(String tag, List<Times> each) {
        spec.commandLine()
                .getOut()
                .println(JsonMapper.shared()
                        .writeValueAsString(new Line(tag, Times.sum(each).count(), spreads(each))));
    }

    private static List<Spread> spreads(List<Times> each) {
        return Arrays.stream(PERCENTS)
                .mapToObj(percent -> Spread.of(percent, each))
                .toList();
    }

    private static String trimmed(double percent) {
        return percent == Math.rint(percent) ? Integer.toString((int) percent) : Double.toString(percent);
    }
}
