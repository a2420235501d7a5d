package dev.roost.app;

import dev.roost.lab.compare.Contrast;
import dev.roost.lab.compare.Spread;
import dev.roost.lab.rival.Outcome;
import dev.roost.lab.rival.Rivals;
import dev.roost.lab.rival.Rounds;
import dev.roost.lab.rival.Tool;
import dev.roost.lab.rival.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Compares the generator with other load tools. */
@Command(
        name = "rival",
        description = {
            "Run this generator and other load tools in turn against the same trivial server: round after round at the"
                    + " same rate, and then ever faster, until a tool no longer sends what it was asked to.",
            "Uses hyperfoil, vegeta, h2load, wrk2, autocannon and wrk where they are there. Takes some minutes; let"
                    + " nothing else run meanwhile."
        })
final class LabRivalCommand implements Callable<Integer> {
    private static final int ROUNDS_MIN = 3;
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "longest");
    private static final String ROW = "%-32s %-7s %9s %7s %s%n";

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

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of each tool at the same rate. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--skip-highest", description = "Do not look for the highest rates.")
    private boolean skipHighest;

    @Option(
            names = "--wire",
            description =
                    "Tell beside each tool's own times those between its packets on the loopback interface, as the"
                            + " kernel stamps them. Needs tcpdump and the right to use it, and Linux.")
    private boolean wire;

    @Option(names = "--json", description = "Print JSON lines instead of tables.")
    private boolean json;

    private record Compared(Rounds.Beside beside, boolean tie) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        LabCommand.requirePositive(spec, "--rate", rate);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        if (rounds < ROUNDS_MIN) {
            throw new ParameterException(spec.commandLine(), "--rounds must be " + ROUNDS_MIN + " or more");
        }
        String path = System.getenv().getOrDefault("PATH", "");
        Optional<String> tcpdump = wire ? Tools.find("tcpdump", path) : Optional.empty();
        if (wire && tcpdump.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--wire needs tcpdump, which is not here: apt-get install tcpdump");
        }
        Tools tools = new Tools(
                path,
                Optional.ofNullable(System.getenv("ROOST_BENCH_JAR")).map(Path::of),
                Runtime.getRuntime().availableProcessors());
        for (Tool each : tools.missing()) {
            spec.commandLine()
                    .getErr()
                    .println("roost lab: no " + each.program() + " here; get it with " + each.source());
        }
        try (Rivals rivals = new Rivals(tools, seconds)) {
            atRate(tools, rivals, tcpdump);
            if (!skipHighest) {
                highest(rivals);
            }
        }
        return 0;
    }

    // ---- The same rate

    private void atRate(Tools tools, Rivals rivals, Optional<String> tcpdump) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Rounds counted = rivals.atRate(rate, rounds, tcpdump, this::tellRun);
        if (json) {
            counted.standings().forEach(each -> line(Map.of("standing", each)));
            counted.besides()
                    .forEach(each -> line(
                            Map.of("beside", new Compared(each, !each.contrast().isClear()))));
            return;
        }
        out.printf(
                "ms; the median of %d rounds (lowest to highest), each figure the percentile of one round%n", rounds);
        out.printf(ROW, "", "loop", "sent/s", "failed", cells(PERCENTILES));
        counted.standings().forEach(this::print);
        tools.found().forEach(each -> out.printf("%s: %s%n", each.program(), each.about()));
        out.printf(
                Locale.ROOT,
                "%nTool over this generator or its own packets, round by round; the true median ratio is in the brackets with a probability"
                        + " of %.0f %%%n",
                Contrast.confidence(rounds) * 100);
        counted.besides().forEach(this::print);
        out.println();
        out.flush();
    }

    /** Each run as soon as it is over, so that one sees that something happens, and what the medians are of. */
    private void tellRun(Outcome outcome) {
        if (json) {
            line(Map.of("run", outcome));
        } else {
            PrintWriter err = spec.commandLine().getErr();
            err.println(row(outcome));
            err.flush();
        }
    }

    private void print(Rounds.Standing standing) {
        List<String> times = PERCENTILES.stream()
                .map(each -> Optional.ofNullable(standing.times().get(each))
                        .map(LabRivalCommand::times)
                        .orElse("-"))
                .toList();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        ROW,
                        standing.tool(),
                        standing.openLoop() ? "open" : "closed",
                        String.format(
                                Locale.ROOT, "%,.0f", standing.sentPerSecond().median()),
                        standing.failed(),
                        cells(times)
                                + (standing.voided() == 0
                                        ? ""
                                        : "  void by its own rule in " + standing.voided() + " of " + rounds));
    }

    private void print(Rounds.Beside beside) {
        Contrast contrast = beside.contrast();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%-30s / %-30s %-8s x %.2f (%.2f to %.2f)%s%n",
                        beside.tool(),
                        beside.own(),
                        contrast.measure(),
                        contrast.ratio(),
                        contrast.lowest(),
                        contrast.highest(),
                        contrast.isClear() ? "" : "   a tie");
    }

    // ---- The highest rate

    private void highest(Rivals rivals) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (Rivals.Highest each : rivals.highest(this::tellRun)) {
            if (json) {
                line(Map.of("highest", each));
            } else {
                out.printf(Locale.ROOT, "%-12s held %,9d a second", each.tool(), each.perSecond());
                out.println(
                        each.byItsOwnRule() == each.perSecond()
                                ? ""
                                : String.format(Locale.ROOT, "; %,d by its own rule", each.byItsOwnRule()));
            }
        }
        out.flush();
    }

    // ---- Text

    private void line(Object value) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(JsonMapper.shared().writeValueAsString(value));
        out.flush();
    }

    private static String row(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%-32s %,9.0f/s %,9.0f/s %,7d failed %9s %9s %9s %9s %9s  %s",
                outcome.tool(),
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

    private static String cells(List<String> texts) {
        return String.join(
                "", texts.stream().map(each -> String.format(" %24s", each)).toList());
    }

    private static String times(Spread ns) {
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", ns.median() / 1e6, ns.lowest() / 1e6, ns.highest() / 1e6);
    }

    private static String ms(long ns) {
        return ns < 0 ? "-" : String.format(Locale.ROOT, "%.3f", ns / 1e6);
    }
}
