package dev.roost.app;

import dev.roost.lab.rival.Outcome;
import dev.roost.lab.rival.Rivals;
import dev.roost.lab.rival.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Compares the generator with other load tools. */
@Command(
        name = "rival",
        description = {
            "Run this generator and other load tools in turn against the same trivial server: at the same rate, and then"
                    + " ever faster, until a tool no longer sends what it was asked to or its figures count no more.",
            "Uses vegeta, h2load, autocannon and wrk where they are installed. Takes some minutes; let nothing else run"
                    + " meanwhile."
        })
final class LabRivalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Requests in a second for the comparison. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each run is. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--json", description = "Print one JSON line a run instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LabCommand.requirePositive(spec, "--rate", rate);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        PrintWriter out = spec.commandLine().getOut();
        Rivals rivals = new Rivals(System.getenv().getOrDefault("PATH", ""), seconds);
        for (Tool each : rivals.missing()) {
            spec.commandLine()
                    .getErr()
                    .println("roost lab: no " + each.program() + " here; get it with " + each.source());
        }
        if (!json) {
            out.printf(
                    "%-12s %-7s %9s %9s %7s %9s %9s %9s %9s %9s%n",
                    "ms", "loop", "asked/s", "sent/s", "failed", "p50", "p90", "p99", "p99.9", "longest");
        }
        rivals.atRate(rate, this::tell);
        Map<String, Integer> highest = rivals.highest(this::tell);
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(Map.of("highest_per_second", highest)));
        } else {
            highest.forEach((tool, held) -> out.printf(Locale.ROOT, "%s holds %,d a second%n", tool, held));
        }
        out.flush();
        return 0;
    }

    private void tell(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(outcome));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-7s %,9.0f %,9.0f %,7d %9s %9s %9s %9s %9s  %s%n",
                    outcome.tool(),
                    outcome.openLoop() ? "open" : "closed",
                    outcome.askedPerSecond(),
                    outcome.sentPerSecond(),
                    outcome.failed(),
                    ms(outcome.p50Ns()),
                    ms(outcome.p90Ns()),
                    ms(outcome.p99Ns()),
                    ms(outcome.p999Ns()),
                    ms(outcome.maxNs()),
                    outcome.note());
        }
        out.flush();
    }

    private static String ms(long ns) {
        return ns < 0 ? "-" : String.format(Locale.ROOT, "%.3f", ns / 1e6);
    }
}
