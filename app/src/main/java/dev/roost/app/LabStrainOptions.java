package dev.roost.app;

import dev.roost.app.LabCapacityCommand.Prober;
import dev.roost.lab.capacity.Search;
import dev.roost.lab.capacity.Step;
import dev.roost.lab.report.StrainReport.About;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.lab.scenario.WorkPlan;
import dev.roost.lab.servers.CpuLimit;
import dev.roost.lab.servers.Launch;
import dev.roost.lab.servers.StartedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What overloads and cold starts share: a server of their own, and how much it can carry. */
final class LabStrainOptions {
    private static final long SECOND_NS = 1_000_000_000L;
    /** By how long a plan its rate is told. */
    private static final long RATE_OVER_NS = 60 * SECOND_NS;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            defaultValue = "quiet",
            description = "Who does what: see \"roost lab run\". Default: ${DEFAULT-VALUE}.")
    private String scenario = "";

    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "1",
            description = "Keep the server to the last N processors, and the sender to the first one as far as there"
                    + " are others. Default: ${DEFAULT-VALUE}.")
    private double cpus;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Take so many requests a second for the server's capacity, instead of looking for it.")
    private @Nullable Double rate;

    @Option(
            names = "--slo",
            paramLabel = "FILE",
            description = "Objectives that are met up to capacity, in YAML. Default: 99 of 100 home pages within 50 ms,"
                    + " of posts within 100 ms, and of all requests answered.")
    private @Nullable Path slo;

    @Option(
            names = "--from",
            paramLabel = "X",
            defaultValue = "8",
            description = "The first multiple of the scenario's rates in the search, and that of the warm-up."
                    + " Default: ${DEFAULT-VALUE}.")
    private double from;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "8",
            description = "How long each load lasts. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "15",
            description = "Seconds of load before the search, which do not count. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Narrow the search no further after so long. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--server",
            paramLabel = "ARGS",
            defaultValue = "",
            description = "Options of \"roost serve\" for the server; among them --jar FILE for another version, and"
                    + " --java OPTION for its Java machine.")
    private String serverArguments = "";

    /** Refuses values that are not above 0, and reads the scenario and the objectives. */
    Chosen chosen(CommandSpec spec) throws IOException, ScenarioException {
        LabCommand.requirePositive(spec, "--cpus", cpus);
        LabCommand.requirePositive(spec, "--rate", rate == null ? 1 : rate);
        LabCommand.requirePositive(spec, "--from", from);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        LabCommand.requirePositive(spec, "--warm-up", warmUp);
        LabCommand.requirePositive(spec, "--minutes", minutes);
        return new Chosen(
                Scenarios.load(scenario).lasting(seconds * SECOND_NS),
                slo == null ? Objectives.OF_PEOPLE : Objectives.load(slo));
    }

    /** What is measured, each load as long as it is to last. */
    record Chosen(Scenario base, Objectives objectives) {}

    CpuLimit limit() throws IOException, LabException {
        return CpuLimit.of(cpus);
    }

    /** The server that is measured, as the launcher would start it. */
    Launch launch() throws LabException {
        return LabServers.launchAsServe("measured=" + serverArguments);
    }

    /** Whether the server leaves the first processor alone. */
    boolean apart() {
        return Math.ceil(cpus) < Runtime.getRuntime().availableProcessors();
    }

    About about(String what, Chosen chosen, Capacity capacity) {
        return new About(what, chosen.base.name(), cpus, capacity.perSecond, rate != null);
    }

    /**
     * How much a server carries.
     *
     * @param scale of the scenario's rates
     * @param bestPerSecond the best goodput that was seen
     * @param members with the follows that were added meanwhile
     */
    record Capacity(double scale, double perSecond, double bestPerSecond, Members members) {}

    /** Warms the server up, which is limited from then on, and looks for its capacity if nobody has told it. */
    Capacity capacity(StartedServer server, CpuLimit limit, Chosen chosen, Members members, PrintWriter err)
            throws IOException, InterruptedException, LabException {
        double onePerSecond = WorkPlan.of(chosen.base.lasting(RATE_OVER_NS), members.follows())
                        .size()
                / (RATE_OVER_NS / 1e9);
        double told = rate == null ? 0 : rate / onePerSecond;
        Scenario warming = chosen.base.lasting(warmUp * SECOND_NS);
        Prober warm = new Prober(server.target(), warming, chosen.objectives, members, apart());
        tell(err, warm.at(rate == null ? from : told / 2), onePerSecond);
        limit.tighten();
        Prober prober = new Prober(server.target(), chosen.base, chosen.objectives, warm.members(), apart());
        if (rate != null) {
            return new Capacity(told, rate, 0, prober.members());
        }
        Search.Found found = new Search(prober::at, step -> tell(err, step, onePerSecond), System::nanoTime, (long)
                        (minutes * 60 * SECOND_NS))
                .run(from);
        if (found.highest() == 0) {
            throw new LabException(
                    "the objectives were met at no load: give laxer ones with --slo, or a capacity with --rate");
        }
        double best =
                found.searched().stream().mapToDouble(Step::goodPerSecond).max().orElse(0);
        return new Capacity(found.highest(), found.highest() * onePerSecond, best, prober.members());
    }

    private static void tell(PrintWriter err, Step step, double onePerSecond) {
        err.printf(
                Locale.ROOT,
                "roost lab: %,.0f requests a second: %,.0f answered well, p99 %.2f ms, %s%n",
                step.scale() * onePerSecond,
                step.goodPerSecond(),
                step.p99Ns() / 1e6,
                step.met() ? "met" : step.why());
        err.flush();
    }

    /** Makes the scenario's accounts. */
    Members setUp(StartedServer server, Chosen chosen, PrintWriter err) throws LabException, InterruptedException {
        return LabServers.setUp(
                new Run(server.target(), chosen.base, chosen.objectives),
                chosen.base.community().accounts(),
                "",
                err);
    }
}
