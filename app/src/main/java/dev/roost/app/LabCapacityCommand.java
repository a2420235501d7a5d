package dev.roost.app;

import dev.roost.lab.capacity.ScalingLaw;
import dev.roost.lab.capacity.Search;
import dev.roost.lab.capacity.Step;
import dev.roost.lab.report.CapacityReport;
import dev.roost.lab.report.Legend;
import dev.roost.lab.run.AtRest;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.Target;
import dev.roost.lab.run.Window;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.telemetry.files.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Looks for the highest load that meets objectives; exit status 1 if there is none. */
@Command(
        name = "capacity",
        description = {
            "Find the highest load at which a server meets its objectives, and see whether it recovers from more.",
            "Loads are multiples of the scenario's rates: doubled until the objectives are missed, then narrowed to a tenth."
                    + " Then the load goes up to 1.6 times that and down again, in stairs without a pause.",
            "With --cpus or --nodes: the same search at several sizes, and a law of scaling fitted to what was found."
        })
final class LabCapacityCommand implements Callable<Integer> {
    /** A server that is not at rest by then is measured as it is. */
    private static final long REST_NS_MAX = 60_000_000_000L;

    private static final List<Double> UP_AND_DOWN = List.of(0.5, 0.8, 1.0, 1.3, 1.6, 1.3, 1.0, 0.8, 0.5);
    private static final long SECOND_NS = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "A file, or one that comes along: see \"roost lab run\".")
    private String scenario = "";

    @Mixin
    private LabTargetOption target = new LabTargetOption();

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

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Narrow no further once it would take longer than this in all. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--cpus",
            paramLabel = "N,N,...",
            split = ",",
            description =
                    "Start a server of this version for each of these sizes, limited to so many processors, such as"
                            + " 0.25,0.5,0.75,1,2.")
    private List<Double> cpus = List.of();

    @Option(
            names = "--nodes",
            paramLabel = "URL@N,...",
            split = ",",
            description = "Servers that somebody else runs at other sizes, each with its size.")
    private List<String> nodes = List.of();

    @Option(
            names = "--points",
            paramLabel = "FILE",
            description = "With --cpus or --nodes: add the points of an earlier run, from its --json lines.")
    private @Nullable Path points;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            description = "Fit without this size, and compare what the fit tells of it. Default: the largest.")
    private @Nullable Double holdOut;

    @Option(
            names = "--server",
            paramLabel = "ARGS",
            defaultValue = "",
            description = "With --cpus: options of \"roost serve\" for the servers, or --jar FILE for another version.")
    private String serverArguments = "";

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page of HTML with the curves.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one JSON line a step, and one for what was found.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, LabException, ScenarioException {
        LabCommand.requirePositive(spec, "--from", from);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        LabCommand.requirePositive(spec, "--minutes", minutes);
        if (!cpus.isEmpty() && !nodes.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--cpus and --nodes are for two different runs");
        }
        Scenario base = Scenarios.load(scenario).lasting(seconds * SECOND_NS);
        Objectives objectives = Objectives.load(slo);
        if (cpus.isEmpty() && nodes.isEmpty() && points == null) {
            return oneServer(base, objectives);
        }
        return new LabScaling(
                        new LabScaling.Asked(cpus, nodes, points, holdOut, serverArguments, from, minutes),
                        base,
                        objectives,
                        new Teller())
                .measure(report);
    }

    private int oneServer(Scenario base, Objectives objectives) throws IOException, InterruptedException, LabException {
        long beganNs = System.nanoTime();
        Target server = target.target();
        Members members = LabServers.setUp(
                new Run(server, base, objectives), base.community().accounts(), server.url(), err());
        Prober prober = new Prober(server, base, objectives, members, false);
        // What runs for the first time is compiled meanwhile, and says little about the times after.
        prober.at(from);
        long stairsNs = UP_AND_DOWN.size() * base.lengthNs();
        Search.Found found = new Search(
                        prober::at,
                        this::print,
                        System::nanoTime,
                        minutes * 60L * SECOND_NS - stairsNs - (System.nanoTime() - beganNs))
                .run(from);
        print(found);
        List<Step> stairs = List.of();
        if (found.highest() > 0 && !Double.isInfinite(found.lowestMissed())) {
            say("Up and down again, without a pause:");
            stairs = prober.stairs(
                    UP_AND_DOWN.stream().map(each -> each * found.highest()).toList());
            stairs.forEach(this::print);
        }
        if (report != null) {
            WholeFile.write(report, CapacityReport.html(base, server.url(), found, stairs));
        }
        return found.highest() > 0 ? 0 : Failures.FAILED;
    }

    /** Runs loads against one server, with the same accounts. */
    static final class Prober {
        private final Target server;
        private final Scenario base;
        private final Objectives objectives;
        private final boolean apart;
        private Members members;

        /** {@code apart}: from a server that leaves the first processor of this machine alone. */
        Prober(Target server, Scenario base, Objectives objectives, Members members, boolean apart) {
            this.apart = apart;
            this.server = server;
            this.base = base;
            this.objectives = objectives;
            this.members = members;
        }

        /** On a server that has worked off what came before. */
        Step at(double scale) throws IOException, InterruptedException {
            try {
                AtRest.await(server, members, REST_NS_MAX);
            } catch (LabException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
            return Step.of(
                    scale, ended(new Run(server, base.times(scale), objectives)).result());
        }

        /** With the follows that were added meanwhile. */
        Members members() {
            return members;
        }

        /** One load after another without a pause. */
        List<Step> stairs(List<Double> scales) throws IOException, InterruptedException {
            Run.Ended ended = ended(Run.stairs(server, base, objectives, scales));
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < scales.size(); i++) {
                Window window = Window.of(ended.tables(), i * base.lengthNs(), (i + 1) * base.lengthNs(), objectives);
                steps.add(Step.of(scales.get(i), window, base.lengthNs() / 1e9));
            }
            return steps;
        }

        private Run.Ended ended(Run run) throws IOException, InterruptedException {
            try {
                Run.Ended ended = (apart ? run.keptApart() : run).run(members, null, progress -> {});
                members = ended.members();
                return ended;
            } catch (LabException broken) {
                throw new IOException(broken.getMessage(), broken);
            }
        }
    }

    /** What scaling says on the way. */
    final class Teller {
        void step(Step step) {
            print(step);
        }

        void found(double size, ScalingLaw.Point point) {
            if (json) {
                line(point);
            } else {
                say(String.format(
                        Locale.ROOT,
                        "Size %s: %,.0f requests a second within the objectives.",
                        size,
                        point.perSecond()));
            }
        }

        void words(String words) {
            if (!json) {
                say(words);
            }
        }

        void law(Object law) {
            if (json) {
                line(law);
            }
        }

        PrintWriter progress() {
            return err();
        }
    }

    private void print(Step step) {
        if (json) {
            line(step);
            return;
        }
        say(String.format(
                Locale.ROOT,
                "x %-9.4g due %,9.0f/s  well %,9.0f/s  p50 %8s ms  p99 %8s ms  p99.9 %8s ms  %s",
                step.scale(),
                step.duePerSecond(),
                step.goodPerSecond(),
                LabCommand.ms(step.p50Ns(), true),
                LabCommand.ms(step.p99Ns(), step.tells(99)),
                LabCommand.ms(step.p999Ns(), step.tells(99.9)),
                step.met() ? "met" : step.why()));
    }

    private void print(Search.Found found) {
        if (json) {
            line(Answer.of(found));
        } else {
            say(found.words());
            say(Legend.WELL);
            say(Legend.TOO_FEW);
        }
    }

    private void line(Object value) {
        say(JsonMapper.shared().writeValueAsString(value));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** What was found, as JSON, which knows no infinity. */
    private record Answer(double highestScale, @Nullable Double lowestScaleMissed) {
        static Answer of(Search.Found found) {
            return new Answer(found.highest(), Double.isInfinite(found.lowestMissed()) ? null : found.lowestMissed());
        }
    }
}
