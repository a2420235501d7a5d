package dev.roost.lab.scenario;

import dev.roost.lab.drive.Arrivals;
import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Scenario.Rate;
import dev.roost.lab.scenario.Scenario.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Turns a scenario into requests. The same scenario, follows and seed give the same plan.
 *
 * <p>What a request's argument means goes by its kind: the followee of a follow, which of the newest posts a favourite
 * is for, a {@link StartCall}, the number that a post's text begins with, who is named or whose post is boosted or
 * replied to; in the last two cases the row of that post is the parent.
 */
public final class WorkPlan {
    /** A post is deleted so long after it was due, or a quarter of the run, so that pages are read after it. */
    private static final long DELETED_AFTER_NS_MAX = 2_000_000_000L;

    /** A favourite is for one of so many newest posts. */
    private static final int NEWEST = 50;

    private final Scenario scenario;
    private final Follows follows;
    private final Zipf readers;
    private final Zipf authors;
    private final SplittableRandom random;
    private final Plan plan;
    private final Set<Long> planned;

    private WorkPlan(Scenario scenario, Follows follows, Plan plan, Set<Long> planned) {
        this.scenario = scenario;
        this.follows = follows;
        this.plan = plan;
        this.planned = planned;
        readers = new Zipf(follows.accounts(), scenario.community().readerZipf());
        authors = new Zipf(follows.accounts(), scenario.community().authorZipf());
        random = new SplittableRandom(scenario.seed() + plan.size());
    }

    /** All requests of a run. */
    public static Requests of(Scenario scenario, Follows follows) {
        return plan(scenario, follows).requests();
    }

    /** The same, for others to add to. */
    public static Plan plan(Scenario scenario, Follows follows) {
        Plan plan = new Plan();
        new WorkPlan(scenario, follows, plan, new HashSet<>()).addAll();
        return plan;
    }

    /**
     * All requests of a run whose load goes in stairs, without a pause between them.
     *
     * @param stair what one of them is at scale 1, as long as it is to last
     * @param scales of the rates, one after another
     */
    public static Requests stairs(Scenario stair, Follows follows, List<Double> scales) {
        Plan plan = new Plan();
        Set<Long> planned = new HashSet<>();
        for (int i = 0; i < scales.size(); i++) {
            plan.from(i * stair.lengthNs());
            new WorkPlan(stair.times(scales.get(i)), follows, plan, planned).addAll();
        }
        return plan.requests();
    }

    private void addAll() {
        for (Work each : Work.values()) {
            Rate rate = scenario.rates().get(each);
            if (rate != null) {
                for (long due : arrivals(rate)) {
                    add(each, due);
                }
            }
        }
        if (!scenario.replay().isNone()) {
            new ReplayPlan(scenario, follows.accounts(), plan, random.split(), this::reader, this::addBy).add();
        }
    }

    private long[] arrivals(Rate rate) {
        SplittableRandom own = random.split();
        return switch (rate.arrivals()) {
            case CONSTANT -> Arrivals.constant(rate.perSecond(), scenario.lengthNs());
            case POISSON -> Arrivals.poisson(rate.perSecond(), scenario.lengthNs(), own);
            case BURSTS ->
                Arrivals.bursts(
                        rate.perSecond(), rate.peakPerSecond(), rate.everyNs(), rate.forNs(), scenario.lengthNs(), own);
        };
    }

    private void add(Work work, long due) {
        switch (work) {
            case POST, DELETE -> addBy(work, due, author());
            case HOME, SESSION, FAVOURITE, APP_START -> addBy(work, due, reader());
            case FOLLOW -> follow(due);
        }
    }

    /** Somebody who is known does it. */
    private void addBy(Work work, long due, int actor) {
        switch (work) {
            case POST -> add(due, Kind.POST, actor, plan.size());
            case HOME -> add(due, Kind.HOME, actor, 0);
            case SESSION -> session(due, actor);
            case FOLLOW -> follow(due);
            case FAVOURITE -> add(due, Kind.FAVOURITE, actor, random.nextInt(NEWEST));
            case DELETE -> delete(due, actor);
            case APP_START -> appStart(due, actor);
        }
    }

    private int add(long due, Kind kind, int actor, int argument) {
        return plan.add(due, kind.number(), actor, argument);
    }

    private void session(long due, int actor) {
        int parent = add(due, Kind.HOME, actor, 0);
        long at = due;
        for (int page = 0; page < scenario.session().pages(); page++) {
            at += scenario.session().expectedNs() + scenario.session().thinkNs();
            parent = plan.add(at, Kind.DEEPER.number(), actor, page, parent, Plan.NONE);
        }
    }

    private void delete(long due, int actor) {
        int post = add(due, Kind.POST, actor, plan.size());
        long after = Math.min(DELETED_AFTER_NS_MAX, scenario.lengthNs() / 4);
        plan.add(due + after, Kind.DELETE.number(), actor, 0, post, Plan.NONE);
    }

    private void appStart(long due, int actor) {
        int group = plan.size();
        for (StartCall call : StartCall.values()) {
            plan.add(due, Kind.START_CALL.number(), actor, call.ordinal(), Plan.NONE, group);
        }
    }

    /** A new pair; none where everybody follows everybody. */
    private void follow(long due) {
        for (int tries = 0; tries < 100; tries++) {
            int reader = random.nextInt(follows.accounts());
            int author = authors.pick(random);
            if (reader != author && !follows.has(reader, author) && planned.add((long) reader << 32 | author)) {
                add(due, Kind.FOLLOW, reader, author);
                return;
            }
        }
    }

    private int reader() {
        // Spread over the accounts, so that the busiest readers are not the best-known authors.
        return (int) ((readers.pick(random) * 2_654_435_761L + 1) % follows.accounts());
    }

    private int author() {
        double share = scenario.community().celebrityPosts();
        return share >= 0 && random.nextDouble() < share ? 0 : authors.pick(random);
    }
}
