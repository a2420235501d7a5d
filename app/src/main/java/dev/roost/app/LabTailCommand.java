package dev.roost.app;

import dev.roost.lab.report.TailReport;
import dev.roost.lab.run.Behind;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.Screens;
import dev.roost.lab.run.TailRun;
import dev.roost.lab.run.Target;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what screens of several calls see of slow ones, and who is held up behind them. */
@Command(
        name = "tail",
        description = {
            "Measure slow parts beside the work of a scenario: screens that need 1 to 50 calls at once, home pages and posts"
                    + " behind a celebrity's posts, and quick requests behind a slow one over the same connection.",
            "Needs what \"roost lab run\" needs. The exit status is 1 when the run is void."
        })
final class LabTailCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            defaultValue = "celebrity",
            description = "The work beside it: see \"roost lab run\". Default: ${DEFAULT-VALUE}.")
    private String scenario = "";

    @Mixin
    private LabTargetOption target = new LabTargetOption();

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Multiply the rates of the scenario. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "300",
            description = "Calls of screens in a second, a sixth of them for each size. Default: ${DEFAULT-VALUE}.")
    private double calls;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long, the scenario's warm-up included. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--registrations",
            paramLabel = "N",
            defaultValue = "100",
            description = "How often a quick request is put behind a registration, afterwards, four times a second."
                    + " Each makes an account. Default: ${DEFAULT-VALUE}.")
    private int registrations;

    @Mixin
    private LabOutputOptions output = new LabOutputOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, LabException, ScenarioException {
        LabCommand.requirePositive(spec, "--scale", scale);
        LabCommand.requirePositive(spec, "--calls", calls);
        LabCommand.requirePositive(spec, "--seconds", seconds);
        if (registrations < 0) {
            throw new ParameterException(spec.commandLine(), "--registrations must be 0 or more");
        }
        Scenario chosen = Scenarios.load(scenario).times(scale).lasting(seconds * 1_000_000_000L);
        Target measured = target.target();
        LabProgress progress = new LabProgress(spec.commandLine().getErr());
        Members members = new Run(measured, chosen, Objectives.NONE)
                .setUp(progress.settingUp("", chosen.community().accounts()));
        TailRun.Found found =
                new TailRun(measured, chosen, calls, registrations).run(members, progress.running(chosen.lengthNs()));
        progress.end();
        output.write(() -> TailReport.html(found), folder -> TailReport.pictures(found, folder));
        output.print(spec.commandLine().getOut(), () -> TailReport.json(found), out -> print(out, found));
        return found.run().voided().isEmpty() ? 0 : Failures.FAILED;
    }

    private static void print(PrintWriter out, TailRun.Found found) {
        out.printf(
                "%6s %8s %11s %11s %11s %12s %13s %15s%n",
                "calls", "screens", "p50 ms", "p99 ms", "call p99", "slow calls", "slow screens", "if independent");
        for (Screens each : found.screens()) {
            out.printf(
                    Locale.ROOT,
                    "%6d %,8d %11s %11s %11s %10.2f %% %11.2f %% %13.2f %%%n",
                    each.calls(),
                    each.screen().count(),
                    LabCommand.ms(each.screen(), 50),
                    LabCommand.ms(each.screen(), 99),
                    LabCommand.ms(each.call(), 99),
                    each.single() * 100,
                    each.measured() * 100,
                    each.independent() * 100);
        }
        if (!found.screens().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "slow is over %.2f ms, the 99th percentile of all these calls%n%n",
                    found.screens().getFirst().thresholdNs() / 1e6);
        }
        out.printf("%-66s %8s %9s %9s %11s %9s%n", "ms", "count", "p50", "p99", "else p50", "p99");
        for (Behind each : found.behind()) {
            out.printf(
                    Locale.ROOT,
                    "%-66s %,8d %9s %9s %11s %9s%n",
                    each.what(),
                    each.behind().count(),
                    LabCommand.ms(each.behind(), 50),
                    LabCommand.ms(each.behind(), 99),
                    LabCommand.ms(each.otherwise(), 50),
                    LabCommand.ms(each.otherwise(), 99));
        }
        found.run().voided().forEach(each -> out.println("VOID: " + each));
    }
}
