package dev.roost.app;

import dev.roost.lab.compare.Contrast;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Measure;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Follows;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.lab.servers.CpuLimit;
import dev.roost.lab.servers.Launch;
import dev.roost.lab.servers.StartedServer;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "Servers are those of --target, which run already, and then those of --start, which are started with the given"
                    + " settings on data of their own and stopped in the end. A first round warms up and does not count.",
            "The lowest and the highest ratio of all rounds are its uncertainty: of five rounds they hold the true median"
                    + " with a probability of 94 %%."
        })
final class LabCompareCommand implements Callable<Integer> {
    private static final double[] PERCENTS = {50, 99, 99.9};

    /** Fewer say nothing about how sure a ratio is. */
    private static final int ROUNDS_MIN = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "A file, or one that comes along: see \"roost lab run\".")
    private String scenario = "";

    @Option(names = "--target", paramLabel = "URL", description = "A server that runs; any number of times.")
    private List<String> targets = List.of();

    @Option(
            names = "--start",
            paramLabel = "NAME=ARGS",
            description = "A server to start: options of \"roost serve\" with spaces between, such as"
                    + " \"pull=--strategy read\"; and among them --jar FILE for another version of the program, --java OPTION"
                    + " for its Java machine. Any number of times.")
    private List<String> starts = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns of each, 3 or more. Default: 5.")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "12", description = "Of each turn. Default: 12.")
    private int seconds;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            description =
                    "Limit each server that is started to so many processors, the last ones, while the sender keeps to"
                            + " the first: what one does then disturbs the other less.")
    private @Nullable Double cpus;

    @Option(names = "--scale", paramLabel = "X", defaultValue = "1", description = "Multiply all rates. Default: 1.")
    private double scale;

    @Option(names = "--json", description = "Print one JSON line a figure instead of a table.")
    private boolean json;

    /** One of those that are compared. */
    private static final class Competitor implements AutoCloseable {
        private final String name;
        private final Run run;
        private final @Nullable StartedServer started;
        private final @Nullable CpuLimit limit;
        private final List<RunResult> results = new ArrayList<>();
        private final List<Double> cpuUs = new ArrayList<>();
        private Members members = new Members(List.of(), List.of(), new Follows(new int[0][]));

        /** A server that runs already. */
        Competitor(String name, Target target, Scenario scenario) {
            this.name = name;
            started = null;
            limit = null;
            run = new Run(target, scenario, Objectives.NONE);
        }

        /** A server that was started for this, limited unless {@code limit} is null. */
        Competitor(String name, StartedServer started, @Nullable CpuLimit limit, Scenario scenario) {
            this.name = name;
            this.started = started;
            this.limit = limit;
            Run anywhere = new Run(started.target(), scenario, Objectives.NONE);
            run = limit == null ? anywhere : anywhere.keptApart();
        }

        /** From now on it gets its processors and no more. */
        void tighten() throws IOException {
            if (limit != null) {
                limit.tighten();
            }
        }

        /** One turn. */
        RunResult turn() throws IOException, InterruptedException, LabException {
            long beforeNs = cpuNs();
            Run.Ended ended = run.run(members, null, progress -> {});
            members = ended.members();
            results.add(ended.result());
            long requests =
                    ended.tables().stream().mapToLong(each -> each.size()).sum();
            cpuUs.add((cpuNs() - beforeNs) / 1e3 / Math.max(1, requests));
            return ended.result();
        }

        void forget() {
            results.clear();
            cpuUs.clear();
        }

        private long cpuNs() {
            return started == null ? 0 : started.cpuTime().toNanos();
        }

        @Override
        public void close() throws IOException {
            if (started != null) {
                started.close();
            }
            if (limit != null) {
                limit.close();
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, LabException, ScenarioException {
        LabCommand.requirePositive(spec, "--scale", scale);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        if (targets.size() + starts.size() < 2 || rounds < ROUNDS_MIN) {
            throw new ParameterException(
                    spec.commandLine(), "--target or --start is needed twice or more, and three --rounds or more");
        }
        if (cpus != null && !targets.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--cpus limits servers of --start; limit one that runs already yourself");
        }
        List<Competitor> all = new ArrayList<>();
        try {
            return measure(all);
        } finally {
            for (Competitor each : all) {
                each.close();
            }
        }
    }

    /** Whoever is in {@code all} in the end is to be closed. */
    private int measure(List<Competitor> all)
            throws IOException, InterruptedException, LabException, ScenarioException {
        Scenario chosen = Scenarios.load(scenario).times(scale).lasting(seconds * 1_000_000_000L);
        List<Launch> launches = new ArrayList<>();
        for (String each : starts) {
            launches.add(LabServers.launch(each));
        }
        for (String each : targets) {
            all.add(new Competitor(each, Target.of(each), chosen));
        }
        for (Launch each : launches) {
            all.add(started(each, chosen));
        }
        for (Competitor each : all) {
            each.members = LabServers.setUp(each.run, chosen.community().accounts(), each.name, err());
            each.tighten();
        }
        boolean trusted = true;
        // What runs for the first time is compiled meanwhile, and says little about the times after.
        for (int round = -1; round < rounds; round++) {
            for (int turn = 0; turn < all.size(); turn++) {
                // Another one begins each round.
                Competitor each = all.get((turn + round + 1) % all.size());
                err().printf("\rroost lab: round %d of %d, %s          ", round + 1, rounds, each.name);
                err().flush();
                List<String> voided = each.turn().voided();
                if (round < 0) {
                    each.forget();
                } else if (!voided.isEmpty()) {
                    trusted = false;
                    err().println();
                    voided.forEach(why -> err().println("roost lab: void: " + each.name + ": " + why));
                }
            }
        }
        err().println();
        for (Competitor each : all.subList(1, all.size())) {
            print(all.getFirst(), each);
        }
        return trusted ? 0 : Failures.FAILED;
    }

    private Competitor started(Launch launch, Scenario chosen) throws IOException, InterruptedException, LabException {
        CpuLimit limit = cpus == null ? null : CpuLimit.of(cpus);
        try {
            return new Competitor(launch.name(), StartedServer.start(launch, limit), limit, chosen);
        } catch (LabException refused) {
            if (limit != null) {
                limit.close();
            }
            throw refused;
        }
    }

    private void print(Competitor first, Competitor second) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "%s against %s, %d rounds; the true median ratio is in the brackets with a probability of %.0f %%%n",
                    second.name,
                    first.name,
                    rounds,
                    Contrast.confidence(rounds) * 100);
        }
        for (Measure measure : first.results.getFirst().measures()) {
            for (double percent : PERCENTS) {
                print(
                        second,
                        Contrast.of(
                                measure.name(),
                                percent,
                                times(first.results, measure.name()),
                                times(second.results, measure.name())));
            }
        }
        if (first.started != null && second.started != null) {
            print(second, Contrast.ofCpu(first.cpuUs, second.cpuUs));
        }
        out.flush();
    }

    private void print(Competitor second, Contrast contrast) {
        spec.commandLine()
                .getOut()
                .println(
                        json ? JsonMapper.shared().writeValueAsString(new Line(second.name, contrast)) : row(contrast));
    }

    private static List<Times> times(List<RunResult> results, String measure) {
        return results.stream().map(each -> each.measure(measure).response()).toList();
    }

    private static String row(Contrast contrast) {
        return String.format(
                Locale.ROOT,
                "%-24s %9.3f ms %9.3f ms   x %.2f (%.2f to %.2f)%s",
                contrast.measure()
                        + (contrast.percent() == 0
                                ? ""
                                : " p"
                                        + (contrast.percent() == Math.rint(contrast.percent())
                                                ? Integer.toString((int) contrast.percent())
                                                : Double.toString(contrast.percent()))),
                contrast.firstNs() / 1e6,
                contrast.secondNs() / 1e6,
                contrast.ratio(),
                contrast.lowest(),
                contrast.highest(),
                contrast.isClear() ? "" : "   a tie");
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private record Line(String target, Contrast contrast) {}
}
