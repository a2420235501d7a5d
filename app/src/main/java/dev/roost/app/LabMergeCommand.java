package dev.roost.app;

import dev.roost.telemetry.TimeLog;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds histogram logs, then reads percentiles. */
@Command(
        name = "merge",
        description = {
            "Add the histograms of any number of logs, of threads, machines or windows, and then read percentiles.",
            "Reads HdrHistogram logs whose times are in nanoseconds."
        })
final class LabMergeCommand implements Callable<Integer> {
    private static final double[] PERCENTS = {50, 90, 99, 99.9, 99.99, 100};

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histogram logs.")
    private List<Path> files = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the sums as a log.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Map<String, Times> sums = TimeLog.read(files);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(Locale.ROOT, "%-16s %12s", "ms", "count");
        for (double percent : PERCENTS) {
            print.printf(Locale.ROOT, " %10s", percent == 100 ? "max" : "p" + trimmed(percent));
        }
        print.println();
        sums.forEach((tag, times) -> {
            print.printf(Locale.ROOT, "%-16s %,12d", tag.isEmpty() ? "-" : tag, times.count());
            for (double percent : PERCENTS) {
                print.printf(Locale.ROOT, " %10.3f", times.percentileNs(percent) / 1e6);
            }
            print.println();
        });
        print.flush();
        if (out != null) {
            try (TimeLog.Writer log = new TimeLog.Writer(out, 0)) {
                sums.forEach((tag, times) -> log.interval(tag.isEmpty() ? "all" : tag, 0, 0, times));
            }
        }
        return 0;
    }

    private static String trimmed(double percent) {
        return percent == Math.rint(percent) ? Integer.toString((int) percent) : Double.toString(percent);
    }
}
