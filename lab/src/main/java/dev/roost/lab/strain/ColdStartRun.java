package dev.roost.lab.strain;

import dev.roost.lab.drive.Progress;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.FirstPages;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.run.Versions;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.WorkPlan;
import dev.roost.lab.servers.StartedServer;
import dev.roost.lab.strain.Load.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stops a server as an operator would and starts it again on the same data, and puts load on it as soon as it listens:
 * one start for each load, and one more for the first pages of readers.
 */
public final class ColdStartRun {
    private static final String FIRST_PAGES = "first pages";

    private final StartedServer server;
    private final Scenario capacity;
    private final Versions versions;
    private final boolean apart;
    private final List<Start> starts = new ArrayList<>();
    private final List<RunResult> runs = new ArrayList<>();
    private Members members;
    private int withoutRetryAfter;

    /**
     * A start and what came after it.
     *
     * @param readyMs from the beginning of the process to when it said that it listens
     * @param toLoadMs from then to when the first request was due
     * @param seconds of the load, one after another; empty for first pages
     */
    public record Start(Load load, double readyMs, double toLoadMs, List<ColdSecond> seconds) {}

    /** What was found. */
    public record Found(List<Start> starts, List<Figure> figures, List<RunResult> runs) {}

    /**
     * Prepares it.
     *
     * @param capacity the scenario at the capacity that the server has when warm, as long as each load is to last
     * @param members of the server's data
     * @param apart from a server that leaves the first processor of this machine alone
     */
    public ColdStartRun(StartedServer server, Scenario capacity, Members members, Versions versions, boolean apart) {
        this.server = server;
        // Opening streams would be the first thing that the server is asked.
        this.capacity = capacity.withoutStreams();
        this.members = members;
        this.versions = versions;
        this.apart = apart;
    }

    /**
     * Runs it: half of capacity, all of it and twice, each after a start of its own.
     *
     * @param watcher is told of the progress every second
     */
    public List<Figure> loads(Consumer<Progress> watcher) throws IOException, LabException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Start half = load("half of capacity", 0.5, watcher);
        figures.addAll(ColdFigures.ofLight(half.seconds, half.load));
        for (Start each : List.of(load("capacity", 1, watcher), load("twice capacity", 2, watcher))) {
            figures.addAll(ColdFigures.ofHeavy(each.seconds, each.load));
        }
        return figures;
    }

    private Start load(String name, double times, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        Scenario offered = capacity.times(times);
        Run.Ended ended = afterStart(offered, WorkPlan.of(offered, members.follows()), watcher);
        members = ended.members();
        Calls calls = Calls.ofTables(ended.tables());
        Load load = Load.of(calls, new Stage(name, times, 0, offered.lengthNs()));
        return told(ended, load, ColdSecond.of(calls, offered.lengthNs()));
    }

    /** One page for each of these readers, after a start of its own and without other load. */
    public List<Figure> firstPages(FirstPages pages, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        members = pages.members();
        Run.Ended ended = afterStart(capacity.lasting(pages.lengthNs()), pages.requests(), watcher);
        Load load = Load.of(Calls.ofTables(ended.tables()), new Stage(FIRST_PAGES, 0, 0, pages.lengthNs()));
        told(ended, load, List.of());
        return ColdFigures.ofFirstPages(load.admitted(), pages.followees(), load.generatorShare());
    }

    /** Everything, with these figures and those of all starts. */
    public Found found(List<Figure> figures) {
        List<Figure> all = new ArrayList<>();
        all.add(ColdFigures.ready(
                (long) (starts.stream().mapToDouble(Start::readyMs).max().orElse(0) * 1e6)));
        all.addAll(figures);
        all.add(OverloadFigures.retryAfter(withoutRetryAfter));
        return new Found(List.copyOf(starts), all, List.copyOf(runs));
    }

    /** The members with the follows that runs added. */
    public Members members() {
        return members;
    }

    private Start told(Run.Ended ended, Load load, List<ColdSecond> seconds) {
        Start start =
                new Start(load, server.startToReadyNs() / 1e6, (ended.startNs() - server.readyNs()) / 1e6, seconds);
        starts.add(start);
        runs.add(ended.result());
        withoutRetryAfter += ended.withoutRetryAfter();
        return start;
    }

    /** What is sent is planned beforehand, so that it is due as soon as the server listens. */
    private Run.Ended afterStart(Scenario offered, Requests requests, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        server.stop();
        server.startAgain();
        Run run = new Run(server.target(), offered, Objectives.NONE).known(versions);
        return (apart ? run.keptApart() : run).run(members, requests, null, watcher);
    }
}
