package dev.roost.lab.run;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Progress;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.WorkPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Measures slow parts beside the work of a scenario: what screens that need several calls see of them, and who is held
 * up behind them.
 */
public final class TailRun {
    private final Target target;
    private final Scenario scenario;
    private final double callsPerSecond;
    private final int rounds;

    /**
     * What was found.
     *
     * @param run the run as a whole
     * @param screens by the number of their calls
     * @param behind requests behind slow ones
     */
    public record Found(RunResult run, List<Screens> screens, List<Behind> behind) {}

    /**
     * Prepares it.
     *
     * @param callsPerSecond of screens, beside the scenario's work
     * @param rounds how many registrations a quick request is put behind; 0 for none
     */
    public TailRun(Target target, Scenario scenario, double callsPerSecond, int rounds) {
        this.target = target;
        this.scenario = scenario;
        this.callsPerSecond = callsPerSecond;
        this.rounds = rounds;
    }

    /** Runs it; {@code members} are those of {@link Run#setUp} for the same scenario. */
    public Found run(Members members, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        Plan plan = WorkPlan.plan(scenario, members.follows());
        int accounts = members.follows().accounts();
        Screens.add(plan, callsPerSecond, scenario.lengthNs(), accounts, new SplittableRandom(scenario.seed() + 1));
        Behind.addCelebrity(plan, scenario.lengthNs());
        Requests requests = plan.requests();
        RunResult result = new Run(target, scenario, Objectives.NONE)
                .run(members, requests, null, watcher)
                .result();
        List<Behind> behind = new ArrayList<>(Behind.celebrity(
                requests, scenario.warmUpNs(), members.follows().followers(0)));
        if (rounds > 0) {
            behind.addAll(SameConnection.measure(target, members, rounds));
        }
        return new Found(result, Screens.of(requests, scenario.warmUpNs()), behind);
    }
}
