package dev.roost.lab.scenario;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.scenario.Scenario.Work;
import dev.roost.lab.scenario.Trace.Act;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Turns what happens again into requests: each act when it is due, and the home pages that are read meanwhile.
 *
 * <p>A boost or a reply is of the newest post that its author has written in the run. Of an author who has written none
 * the trace does not tell what was boosted: then that post is written in the first half of the warm-up. Who boosts the
 * same post again writes one that names its author instead, because a server would not do it twice.
 */
final class ReplayPlan {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Scenario scenario;
    private final Plan plan;
    private final RandomGenerator random;
    private final IntSupplier reader;
    private final Taker others;

    /** The newest post of each account, as a number of the plan; {@link Plan#NONE} for none. */
    private final int[] newest;

    private final Set<Long> boosted = new HashSet<>();

    /** Plans the work of somebody who is known. */
    @FunctionalInterface
    interface Taker {
        void take(Work work, long due, int actor);
    }

    /**
     * For one plan.
     *
     * @param reader picks somebody who reads
     * @param others plans what needs nothing of this class
     */
    ReplayPlan(Scenario scenario, int accounts, Plan plan, RandomGenerator random, IntSupplier reader, Taker others) {
        this.scenario = scenario;
        this.plan = plan;
        this.random = random;
        this.reader = reader;
        this.others = others;
        newest = new int[accounts];
        Arrays.fill(newest, Plan.NONE);
    }

    void add() {
        for (Act each : scenario.replay().acts(scenario.lengthNs())) {
            add(each);
            reads(each);
        }
    }

    private void add(Act act) {
        switch (act.deed()) {
            case POST -> post(act.atNs(), act.actor());
            case MENTION -> mention(act);
            case REPLY -> reply(act);
            case BOOST -> boost(act);
            case HOME -> others.take(Work.HOME, act.atNs(), act.actor());
            case SESSION -> others.take(Work.SESSION, act.atNs(), act.actor());
            case FAVOURITE -> others.take(Work.FAVOURITE, act.atNs(), act.actor());
            case APP_START -> others.take(Work.APP_START, act.atNs(), act.actor());
            case FOLLOW -> plan.add(act.atNs(), Kind.FOLLOW.number(), act.actor(), act.other());
        }
    }

    private void post(long due, int actor) {
        newest[actor] = plan.add(due, Kind.POST.number(), actor, plan.size());
    }

    private void mention(Act act) {
        newest[act.actor()] = plan.add(act.atNs(), Kind.MENTION.number(), act.actor(), act.other());
    }

    private void reply(Act act) {
        int parent = newestOf(act.other(), act.atNs());
        newest[act.actor()] = plan.add(act.atNs(), Kind.REPLY.number(), act.actor(), act.other(), parent, Plan.NONE);
    }

    private void boost(Act act) {
        int parent = newestOf(act.other(), act.atNs());
        if (boosted.add((long) act.actor() << 32 | parent)) {
            plan.add(act.atNs(), Kind.BOOST.number(), act.actor(), act.other(), parent, Plan.NONE);
        } else {
            mention(act);
        }
    }

    private int newestOf(int author, long atNs) {
        if (newest[author] == Plan.NONE) {
            // Spread over the accounts, so that these posts do not come all at once.
            long due = (long) (scenario.warmUpNs() / 2.0 * author / newest.length);
            post(Math.min(due, atNs), author);
        }
        return newest[author];
    }

    private void reads(Act act) {
        double left = scenario.replay().reads();
        for (int i = 0; left > 0; i++, left--) {
            if (left >= 1 || random.nextDouble() < left) {
                long due = i == 0
                        ? act.atNs() - scenario.session().thinkNs()
                        : act.atNs() + random.nextLong(SECOND_NS) - SECOND_NS / 2;
                others.take(
                        Work.HOME,
                        Math.min(Math.max(due, 0), scenario.lengthNs() - 1),
                        i == 0 ? act.actor() : reader.getAsInt());
            }
        }
    }
}
