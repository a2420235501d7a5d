package dev.roost.lab.strain;

import dev.roost.lab.drive.Progress;
import dev.roost.lab.run.AtRest;
import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Members;
import dev.roost.lab.run.Objectives;
import dev.roost.lab.run.Run;
import dev.roost.lab.run.RunResult;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.servers.StartedServer;
import dev.roost.lab.strain.Load.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Puts more load on a server than it can carry, and looks at what it does meanwhile and afterwards: 0.8, 1, 2 and 5
 * times its capacity and 0.8 again, in one run without a pause. Then 0.8, 5 and 0.8 with callers who do not wait when
 * they are turned away.
 */
public final class OverloadRun {
    private static final List<Double> UP_AND_BACK = List.of(0.8, 1.0, 2.0, 5.0, 0.8);
    private static final List<Double> WITH_RETRIES = List.of(0.8, 5.0, 0.8);
    private static final long REST_NS_MAX = 20_000_000_000L;

    private final StartedServer server;
    private final Scenario stage;
    private final Objectives objectives;
    private final int retriesMax;
    private final boolean apart;

    /**
     * What was found.
     *
     * @param loads of the first run
     * @param retried those of the second one; empty if there was none
     */
    public record Found(List<Load> loads, List<Load> retried, List<Figure> figures, List<RunResult> runs) {}

    /**
     * Prepares it.
     *
     * @param capacity the scenario at the server's capacity, as long as each load is to last
     * @param objectives that are to be met again afterwards
     * @param retriesMax how often callers of the second run send again at once; 0 for no second run
     * @param apart from a server that leaves the first processor of this machine alone
     */
    public OverloadRun(StartedServer server, Scenario capacity, Objectives objectives, int retriesMax, boolean apart) {
        this.server = server;
        stage = capacity;
        this.objectives = objectives;
        this.retriesMax = retriesMax;
        this.apart = apart;
    }

    /** How long it takes, without pauses. */
    public long lengthNs() {
        return stage.lengthNs() * (UP_AND_BACK.size() + (retriesMax > 0 ? WITH_RETRIES.size() : 0));
    }

    /**
     * Runs it.
     *
     * @param bestPerSecond the best goodput that is known of before
     * @param watcher is told of the progress every second
     */
    public Found run(Members members, double bestPerSecond, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        Memory memory = new Memory(server::residentBytes);
        Run.Ended ended = stairs(UP_AND_BACK, 0, members, progress -> {
            memory.look(System.nanoTime());
            watcher.accept(progress);
        });
        Calls calls = Calls.ofTables(ended.tables());
        List<Stage> stages = stages(UP_AND_BACK);
        List<Load> loads = stages.stream().map(each -> Load.of(calls, each)).toList();
        double best = loads.stream().mapToDouble(Load::goodPerSecond).reduce(bestPerSecond, Math::max);
        List<Figure> figures = new ArrayList<>(OverloadFigures.ofPeaks(loads, best));
        figures.add(OverloadFigures.recovery("the peak", calls, stages.getLast(), objectives));
        figures.add(OverloadFigures.memory(memory.growth(stages.getFirst(), stages.getLast())));
        int withoutRetryAfter = ended.withoutRetryAfter();
        List<RunResult> runs = new ArrayList<>(List.of(ended.result()));
        List<Load> retried = List.of();
        if (retriesMax > 0) {
            Run.Ended again = stairs(WITH_RETRIES, retriesMax, ended.members(), watcher);
            retried = withRetries(again, best, figures);
            withoutRetryAfter += again.withoutRetryAfter();
            runs.add(again.result());
        }
        figures.add(OverloadFigures.retryAfter(withoutRetryAfter));
        return new Found(loads, retried, figures, runs);
    }

    private List<Load> withRetries(Run.Ended ended, double best, List<Figure> figures) {
        Calls calls = Calls.ofTables(ended.tables());
        List<Stage> stages = stages(WITH_RETRIES);
        List<Load> loads = stages.stream().map(each -> Load.of(calls, each)).toList();
        loads.stream()
                .filter(each -> each.times() > 1)
                .forEach(each -> figures.add(OverloadFigures.goodput(each, best)));
        figures.add(OverloadFigures.recovery(
                "a peak of callers who try again at once", calls, stages.getLast(), objectives));
        return loads;
    }

    private Run.Ended stairs(List<Double> scales, int retries, Members members, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        AtRest.await(server.target(), members, REST_NS_MAX);
        Run run = Run.stairs(server.target(), stage, objectives, scales).retrying(retries);
        return (apart ? run.keptApart() : run).run(members, null, watcher);
    }

    private List<Stage> stages(List<Double> scales) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            String after = i > 0 && scales.get(i) < scales.get(i - 1) ? ", after the peak" : "";
            String retries = scales.size() == WITH_RETRIES.size() ? ", trying again at once" : "";
            stages.add(new Stage(
                    String.format(Locale.ROOT, "%.4g", scales.get(i)).replaceAll("\\.?0+$", "") + " times capacity"
                            + after + retries,
                    scales.get(i),
                    i * stage.lengthNs(),
                    (i + 1) * stage.lengthNs()));
        }
        return stages;
    }
}
