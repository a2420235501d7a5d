package dev.roost.app;

import dev.roost.lab.capacity.Search;
import dev.roost.lab.capacity.Step;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Looks for the highest load that meets objectives; exit status 1 if there is none. */
@Command(
        name = "capacity",
        description = {
            "Find the highest load at which a server meets its objectives, and see whether it recovers from more.",
            "Loads are multiples of the scenario's rates: doubled until the objectives are missed, then narrowed to a tenth,"
                    + " then up to 1.6 times that and down again."
        })
final class LabCapacityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "A file, or one that comes along: see \"roost lab run\".")
    private String scenario = "";

    @Option(
            names = "--target",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8420",
            description = "The server to measure. Default: ${DEFAULT-VALUE}.")
    private String target = "";

    @Option(names = "--slo", paramLabel = "FILE", required = true, description = "Objectives to meet, in YAML.")
    private Path slo = Path.of("");

    @Option(names = "--from", paramLabel = "X", defaultValue = "1", description = "The first multiple. Default: 1.")
    private double from;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "12",
            description = "How long each load lasts, a quarter of it as a warm-up. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--json", description = "Print one JSON line a step, and one for what was found.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailedException {
        LabCommand.requirePositive(spec, "--from", from);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        try {
            Scenario base = Scenarios.load(scenario).lasting(seconds * 1_000_000_000L);
            Objectives objectives = Objectives.load(slo);
            Target server = Target.of(target);
            Members[] members = {new Run(server, base, objectives).setUp(done -> {})};
            Search.Found found = new Search(
                            scale -> probe(server, base.times(scale), scale, objectives, members), this::print)
                    .run(from);
            print(found);
            return found.highest() > 0 ? 0 : Failures.FAILED;
        } catch (LabException | ScenarioException expected) {
            throw new CommandFailedException(String.valueOf(expected.getMessage()));
        }
    }

    private static Step probe(Target server, Scenario scenario, double scale, Objectives objectives, Members[] members)
            throws IOException, InterruptedException {
        try {
            Run.Ended ended = new Run(server, scenario, objectives).run(members[0], null, progress -> {});
            members[0] = ended.members();
            return Step.of(scale, ended.result());
        } catch (LabException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private void print(Step step) {
        out().println(
                        json
                                ? JsonMapper.shared().writeValueAsString(step)
                                : String.format(
                                        Locale.ROOT,
                                        "x %-8.3f due %,9.0f/s  good %,9.0f/s  p50 %8.2f ms  p99 %8.2f ms  p99.9 %8.2f ms  %s",
                                        step.scale(),
                                        step.duePerSecond(),
                                        step.goodPerSecond(),
                                        step.p50Ns() / 1e6,
                                        step.p99Ns() / 1e6,
                                        step.p999Ns() / 1e6,
                                        step.met() ? "met" : step.why()));
        out().flush();
    }

    private void print(Search.Found found) {
        if (json) {
            out().println(JsonMapper.shared().writeValueAsString(Answer.of(found)));
        } else if (found.highest() == 0) {
            out().println("The objectives were met at no load.");
        } else if (Double.isInfinite(found.lowestMissed())) {
            out().printf(Locale.ROOT, "The objectives were met at every load, up to x %.3f.%n", found.highest());
        } else {
            out().printf(
                            Locale.ROOT,
                            "Highest load that met the objectives, twice: x %.3f; they were missed at x %.3f.%n",
                            found.highest(),
                            found.lowestMissed());
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** What was found, as JSON, which knows no infinity. */
    private record Answer(double highestScale, @Nullable Double lowestScaleMissed) {
        static Answer of(Search.Found found) {
            return new Answer(found.highest(), Double.isInfinite(found.lowestMissed()) ? null : found.lowestMissed());
        }
    }
}
