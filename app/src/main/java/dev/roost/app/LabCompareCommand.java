package dev.roost.app;

import dev.roost.lab.compare.Contrast;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Measure;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Measures several servers in turn; exit status 1 if a run was void. */
@Command(
        name = "compare",
        description = {
            "Run a scenario against two or more servers in turn, round after round, and tell the ratios to the first one.",
            "The lowest and the highest ratio of all rounds are its uncertainty: of five rounds they hold the true median"
                    + " with a probability of 94 %."
        })
final class LabCompareCommand implements Callable<Integer> {
    private static final double[] PERCENTS = {50, 99, 99.9};

    /** Fewer say nothing about how sure a ratio is. */
    private static final int ROUNDS_MIN = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "A file, or one that comes along: see \"roost lab run\".")
    private String scenario = "";

    @Option(names = "--target", paramLabel = "URL", required = true, description = "A server; twice or more.")
    private List<String> targets = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns of each, 3 or more. Default: 5.")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "12", description = "Of each turn. Default: 12.")
    private int seconds;

    @Option(names = "--scale", paramLabel = "X", defaultValue = "1", description = "Multiply all rates. Default: 1.")
    private double scale;

    @Option(names = "--json", description = "Print one JSON line a figure instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailedException {
        LabCommand.requirePositive(spec, "--scale", scale);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        if (targets.size() < 2 || rounds < ROUNDS_MIN) {
            throw new ParameterException(
                    spec.commandLine(), "--target is needed twice or more, and three --rounds or more");
        }
        try {
            return measure();
        } catch (LabException | ScenarioException expected) {
            throw new CommandFailedException(String.valueOf(expected.getMessage()));
        }
    }

    private int measure() throws IOException, InterruptedException, LabException, ScenarioException {
        Scenario chosen = Scenarios.load(scenario).times(scale).lasting(seconds * 1_000_000_000L);
        List<Run> runs = new ArrayList<>();
        List<Members> members = new ArrayList<>();
        List<List<RunResult>> results = new ArrayList<>();
        for (String each : targets) {
            Run run = new Run(Target.of(each), chosen, Objectives.NONE);
            runs.add(run);
            members.add(run.setUp(done -> {}));
            results.add(new ArrayList<>());
        }
        boolean trusted = true;
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < runs.size(); turn++) {
                // Another one begins each round.
                int at = (turn + round) % runs.size();
                Run.Ended ended = runs.get(at).run(members.get(at), null, progress -> {});
                members.set(at, ended.members());
                results.get(at).add(ended.result());
                for (String why : ended.result().voided()) {
                    trusted = false;
                    spec.commandLine().getErr().println("roost lab: void: " + targets.get(at) + ": " + why);
                }
            }
        }
        for (int at = 1; at < runs.size(); at++) {
            print(at, results.getFirst(), results.get(at));
        }
        return trusted ? 0 : Failures.FAILED;
    }

    private void print(int at, List<RunResult> first, List<RunResult> second) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf("%s against %s, %d rounds%n", targets.get(at), targets.getFirst(), rounds);
        }
        for (Measure measure : first.getFirst().measures()) {
            for (double percent : PERCENTS) {
                Contrast contrast = Contrast.of(
                        measure.name(), percent, times(first, measure.name()), times(second, measure.name()));
                out.println(
                        json
                                ? JsonMapper.shared().writeValueAsString(new Line(targets.get(at), contrast))
                                : row(contrast));
            }
        }
        out.flush();
    }

    private static List<Times> times(List<RunResult> results, String measure) {
        return results.stream().map(each -> each.measure(measure).response()).toList();
    }

    private static String row(Contrast contrast) {
        return String.format(
                Locale.ROOT,
                "%-12s p%-5s %9.3f ms %9.3f ms   x %.2f (%.2f to %.2f)%s",
                contrast.measure(),
                contrast.percent() == Math.rint(contrast.percent())
                        ? Integer.toString((int) contrast.percent())
                        : Double.toString(contrast.percent()),
                contrast.firstNs() / 1e6,
                contrast.secondNs() / 1e6,
                contrast.ratio(),
                contrast.lowest(),
                contrast.highest(),
                contrast.isClear() ? "" : "   a tie");
    }

    private record Line(String target, Contrast contrast) {}
}
