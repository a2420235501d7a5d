package dev.roost.app;

import dev.roost.lab.selftest.Figure;
import dev.roost.lab.selftest.SelfTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Measures what is known beforehand; exit status 1 if a figure is not as it must be. */
@Command(
        name = "selftest",
        description = {
            "Measure what is known beforehand, each figure beside its expected value: a server that freezes, a simulated"
                    + " queue, adding histograms, the cost of recording, and how late the generator sends.",
            "Takes a minute and a half. Let nothing else run meanwhile."
        })
final class LabSelfTestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON line a figure instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean passed = SelfTest.run(figure -> {
            out.println(json ? JsonMapper.shared().writeValueAsString(Line.of(figure)) : row(figure));
            out.flush();
        });
        return passed ? 0 : Failures.FAILED;
    }

    static String row(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%-6s %-20s %-50s %10.4g   %s",
                verdict(figure),
                figure.oracle(),
                figure.figure(),
                figure.measured(),
                expected(figure));
    }

    /** Of a figure without a bound it would mean nothing that it is well. */
    private static String verdict(Figure figure) {
        if (!figure.isBound()) {
            return "shown";
        }
        return figure.passed() ? "ok" : "WRONG";
    }

    private static String expected(Figure figure) {
        if (!figure.isBound()) {
            return "no bound";
        }
        return Double.isInfinite(figure.least())
                ? String.format(Locale.ROOT, "at most %.4g", figure.expected())
                : String.format(Locale.ROOT, "%.4g (%.4g to %.4g)", figure.expected(), figure.least(), figure.most());
    }

    /** A figure as JSON, which knows no infinity: bounds that there are not are null, and so is what they decide. */
    record Line(
            String oracle,
            String figure,
            double measured,
            @Nullable Double expected,
            @Nullable Double least,
            @Nullable Double most,
            @Nullable Boolean passed) {
        static Line of(Figure figure) {
            return new Line(
                    figure.oracle(),
                    figure.figure(),
                    figure.measured(),
                    finite(figure.expected()),
                    finite(figure.least()),
                    finite(figure.most()),
                    figure.isBound() ? figure.passed() : null);
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }
}
