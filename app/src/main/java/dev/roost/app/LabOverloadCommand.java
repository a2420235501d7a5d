package dev.roost.app;

import dev.roost.app.LabStrainOptions.Capacity;
import dev.roost.app.LabStrainOptions.Chosen;
import dev.roost.lab.drive.OpenLoop;
import dev.roost.lab.report.StrainReport;
import dev.roost.lab.report.StrainReport.About;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.servers.CpuLimit;
import dev.roost.lab.servers.StartedServer;
import dev.roost.lab.strain.OverloadRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts more load on a server than it can carry; exit status 1 when a figure misses its target or the run is void. */
@Command(
        name = "overload",
        description = {
            "Start a server, find its capacity, and measure what it does under 2 and 5 times as much, and afterwards.",
            "Tells how much of the best goodput is left, how much longer admitted requests take, how soon others are"
                    + " turned away, and when objectives are met again; each beside its target. Then the same with"
                    + " callers who try again at once.",
            "The exit status is 1 when a target is missed or the run is void. Where the generator was the limit there"
                    + " is no figure, and it says so."
        })
final class LabOverloadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LabStrainOptions options = new LabStrainOptions();

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often callers of the second peak try again at once; 0 for no second peak."
                    + " Default: ${DEFAULT-VALUE}.")
    private int retries;

    @Option(names = "--json", description = "Print one line of JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, LabException, ScenarioException {
        Chosen chosen = options.chosen(spec);
        if (retries < 0 || retries > OpenLoop.RETRIES_MAX) {
            throw new ParameterException(spec.commandLine(), "--retries must be from 0 to " + OpenLoop.RETRIES_MAX);
        }
        PrintWriter err = spec.commandLine().getErr();
        try (CpuLimit limit = options.limit();
                StartedServer server = StartedServer.start(options.launch(), limit)) {
            Members members = options.setUp(server, chosen, err);
            Capacity capacity = options.capacity(server, limit, chosen, members, err);
            Scenario atCapacity = chosen.base().times(capacity.scale());
            OverloadRun run = new OverloadRun(server, atCapacity, chosen.objectives(), retries, options.apart());
            LabProgress progress = new LabProgress(err);
            OverloadRun.Found found =
                    run.run(capacity.members(), capacity.bestPerSecond(), progress.running(run.lengthNs()));
            progress.end();
            About about = options.about("overload", chosen, capacity);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(StrainReport.json(about, found));
            } else {
                StrainReport.print(out, about, found);
            }
            out.flush();
            return StrainReport.met(found.figures(), found.runs()) ? 0 : Failures.FAILED;
        }
    }
}
