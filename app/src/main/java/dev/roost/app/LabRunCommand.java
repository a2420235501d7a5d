package dev.roost.app;

import dev.roost.lab.report.JsonReport;
import dev.roost.lab.report.Legend;
import dev.roost.lab.report.Report;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Measure;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.TailEffect;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario against a server; exit status 1 when the run is void or an objective is missed. */
@Command(
        name = "run",
        description = {
            "Run a scenario against a server and check every page.",
            "The server must let anybody register, unless --accounts names a file of accounts, and must not limit rates."
                    + " The exit status is 1 when the run is void, or an objective is missed."
        })
final class LabRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "A file, or one of: quiet, twitter-2012, celebrity, app-start, overload, higgs.")
    private String scenario = "";

    @Mixin
    private LabTargetOption target = new LabTargetOption();

    @Option(names = "--scale", paramLabel = "X", defaultValue = "1", description = "Multiply all rates. Default: 1.")
    private double scale;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Replay so many times as fast as it happened, instead of as the scenario says.")
    private @Nullable Double speed;

    @Option(names = "--seconds", paramLabel = "N", description = "Run for so long instead of what the scenario says.")
    private @Nullable Integer seconds;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "Act as these accounts; where there is no such file, make new ones and keep them there."
                    + " The file holds tokens.")
    private @Nullable Path accounts;

    @Option(names = "--slo", paramLabel = "FILE", description = "Objectives to meet, in YAML.")
    private @Nullable Path slo;

    @Option(names = "--log", paramLabel = "FILE", description = "Write histograms, for \"roost lab merge\".")
    private @Nullable Path log;

    @Mixin
    private LabOutputOptions output = new LabOutputOptions();

    @Override
    public Integer call()
            throws IOException, InterruptedException, CommandFailedException, LabException, ScenarioException {
        LabCommand.requirePositive(spec, "--scale", scale);
        LabCommand.requirePositive(spec, "--speed", speed == null ? 1 : speed);
        LabCommand.requirePositive(spec, "--seconds", seconds == null ? 1 : seconds);
        Scenario chosen =
                LabCommand.atSpeed(spec, Scenarios.load(scenario), speed).times(scale);
        if (seconds != null) {
            chosen = chosen.lasting(seconds * 1_000_000_000L);
        }
        Objectives objectives = slo == null ? Objectives.NONE : Objectives.load(slo);
        Run run = new Run(target.target(), chosen, objectives);
        Members members = members(run, chosen);
        Run.Ended ended = run.run(members, log, progress().running(chosen.lengthNs()));
        progress().end();
        if (accounts != null) {
            ended.members().write(accounts);
        }
        RunResult result = ended.result();
        output.write(() -> Report.html(result), folder -> Report.pictures(result, folder));
        output.print(spec.commandLine().getOut(), () -> JsonReport.of(result), out -> print(out, result));
        return result.met() ? 0 : Failures.FAILED;
    }

    private Members members(Run run, Scenario chosen)
            throws IOException, InterruptedException, CommandFailedException, LabException {
        if (accounts != null && Files.exists(accounts)) {
            Members members = Members.read(accounts);
            if (members.ids().size() != chosen.community().accounts()) {
                throw new CommandFailedException(
                        accounts + " has " + members.ids().size() + " accounts and the scenario "
                                + chosen.community().accounts());
            }
            return members;
        }
        return run.setUp(progress().settingUp("", chosen.community().accounts()));
    }

    private LabProgress progress() {
        return new LabProgress(spec.commandLine().getErr());
    }

    private static void delivery(PrintWriter out, String how, Map<String, Times> byFollowers) {
        byFollowers.forEach((followers, times) -> out.printf(
                Locale.ROOT,
                "delivered, %s, %s followers: %,d arrivals, p50 %s, p99 %s, p99.9 %s, longest %.2f ms%n",
                how,
                followers,
                times.count(),
                LabCommand.ms(times, 50),
                LabCommand.ms(times, 99),
                LabCommand.ms(times, 99.9),
                times.maxNs() / 1e6));
    }

    /** An agreement says what follows from it, whether it was kept or not. */
    private static void verdict(PrintWriter out, RunResult.Judged judged) {
        var verdict = judged.verdict();
        out.printf(
                Locale.ROOT,
                "%s%s: %s%s, %,d of %,d%n",
                verdict.met() ? "met" : "MISSED",
                verdict.isSure() ? "" : " (too few to say)",
                judged.consequence().isEmpty() ? "" : "agreement, ",
                verdict.objective().name(),
                verdict.good(),
                verdict.total());
        if (!judged.consequence().isEmpty()) {
            out.println("    " + (verdict.met() ? "else: " : "CONSEQUENCE: ") + judged.consequence());
        }
    }

    /** What the words above mean, where they occur. */
    private static void legend(PrintWriter out, RunResult result) {
        out.println(Legend.WELL);
        if (result.measures().stream().anyMatch(each -> !each.response().tell(99.9))) {
            out.println(Legend.TOO_FEW);
        }
        if (result.measures().stream().anyMatch(each -> each.name().equals("start-call"))) {
            out.println(Legend.START_CALL);
        }
    }

    /** What a terminal shows of a run. */
    static void print(PrintWriter out, RunResult result) {
        out.printf("%-12s %10s %10s %9s %9s %9s %9s%n", "ms", "due", "well", "p50", "p99", "p99.9", "longest");
        for (Measure each : result.measures()) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %,10d %,10d %9s %9s %9s %9.2f%n",
                    each.name(),
                    each.planned(),
                    each.succeeded(),
                    LabCommand.ms(each.response(), 50),
                    LabCommand.ms(each.response(), 99),
                    LabCommand.ms(each.response(), 99.9),
                    each.response().maxNs() / 1e6);
            each.failures().forEach((reason, count) -> out.printf(Locale.ROOT, "    %s: %,d%n", reason, count));
        }
        legend(out, result);
        for (TailEffect each : result.tails()) {
            out.printf(
                    Locale.ROOT,
                    "slower than %.2f ms: %.2f %% of calls, %.2f %% of screens of %d calls; %.2f %% if independent%n",
                    each.thresholdNs() / 1e6,
                    each.single() * 100,
                    each.measured() * 100,
                    each.calls(),
                    each.independent() * 100);
        }
        delivery(out, "streaming", result.delivery());
        delivery(out, "looking", result.polled());
        out.printf(
                Locale.ROOT,
                "%,d pages compared, %,d wrong; sent late by %.0f us at p99.9, which adds %.2f %% to the p99%n",
                result.pagesChecked(),
                result.pagesWrong(),
                result.lateness().percentileNs(99.9) / 1e3,
                result.generatorShare() * 100);
        result.faults().forEach(out::println);
        result.verdicts().forEach(each -> verdict(out, each));
        result.voided().forEach(each -> out.println("VOID: " + each));
    }
}
