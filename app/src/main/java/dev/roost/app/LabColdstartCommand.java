package dev.roost.app;

import dev.roost.app.LabStrainOptions.Capacity;
import dev.roost.app.LabStrainOptions.Chosen;
import dev.roost.lab.report.StrainReport;
import dev.roost.lab.report.StrainReport.About;
import dev.roost.lab.run.FirstPages;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Versions;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.lab.servers.CpuLimit;
import dev.roost.lab.servers.StartedServer;
import dev.roost.lab.strain.ColdStartRun;
import dev.roost.lab.strain.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts load on a server that has just started; exit status 1 when a figure misses its target or a run is void. */
@Command(
        name = "coldstart",
        description = {
            "Start a server, find its capacity, start it again on its data, and measure the first seconds under load.",
            "From \"ready\" on it gets half of the capacity that it has when warm; after another start all of it, and"
                    + " after a third one twice as much. After a fourth, readers who were not there since ask for"
                    + " their first page. Tells each second, and figures beside their targets.",
            "The exit status is 1 when a target is missed or a run is void. Where the generator was the limit there"
                    + " is no figure, and it says so."
        })
final class LabColdstartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LabStrainOptions options = new LabStrainOptions();

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Posts that are written beforehand, beside those of the search. Default: ${DEFAULT-VALUE}.")
    private int posts;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "100",
            description = "Readers who ask for a first page; 0 to leave that out. Default: ${DEFAULT-VALUE}.")
    private int readers;

    @Option(
            names = "--followees",
            paramLabel = "N",
            defaultValue = "300",
            description = "Whom each of these readers follows. Default: ${DEFAULT-VALUE}.")
    private int followees;

    @Option(names = "--json", description = "Print one line of JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, LabException, ScenarioException {
        Chosen chosen = options.chosen(spec);
        if (posts < 0 || readers < 0 || followees < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--posts and --readers must be 0 or more, --followees 1 or more");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (CpuLimit limit = options.limit();
                StartedServer server = StartedServer.start(options.launch(), limit)) {
            Members members = options.setUp(server, chosen, err);
            LabProgress progress = new LabProgress(err);
            FirstPages.write(server.target(), members, posts, progress.steps("writing posts", posts));
            progress.end();
            Capacity capacity = options.capacity(server, limit, chosen, members, err);
            ColdStartRun.Found found = measure(server, chosen, capacity, progress);
            About about = options.about("coldstart", chosen, capacity);
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

    private ColdStartRun.Found measure(StartedServer server, Chosen chosen, Capacity capacity, LabProgress progress)
            throws IOException, LabException, InterruptedException {
        ColdStartRun run = new ColdStartRun(
                server,
                chosen.base().times(capacity.scale()),
                capacity.members(),
                Versions.of(server.target()),
                options.apart());
        List<Figure> figures =
                new ArrayList<>(run.loads(progress.running(3 * chosen.base().lengthNs())));
        progress.end();
        if (readers > 0) {
            FirstPages pages = FirstPages.prepare(
                    server.target(),
                    run.members(),
                    readers,
                    followees,
                    progress.steps("making readers", FirstPages.steps(run.members(), readers, followees)));
            progress.end();
            figures.addAll(run.firstPages(pages, progress.running(pages.lengthNs())));
            progress.end();
        }
        return run.found(figures);
    }
}
