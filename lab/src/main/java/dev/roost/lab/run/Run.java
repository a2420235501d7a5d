package dev.roost.lab.run;

import dev.roost.lab.drive.OpenLoop;
import dev.roost.lab.drive.Pauses;
import dev.roost.lab.drive.Pauses.Pause;
import dev.roost.lab.drive.Progress;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.Objectives.Term;
import dev.roost.lab.run.RunResult.Judged;
import dev.roost.lab.scenario.Follows;
import dev.roost.lab.scenario.Scenario;
import dev.roost.lab.scenario.WorkPlan;
import dev.roost.telemetry.Objective.Verdict;
import dev.roost.telemetry.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One scenario against one server. */
public final class Run {
    /** What the generator may add to the 99th percentile. */
    public static final double GENERATOR_SHARE_MAX = 0.01;

    private static final String VISIBLE = "visible";
    private static final long STREAM_GRACE_MS = 1_000;

    private final Target target;
    private final Scenario scenario;
    private final Objectives objectives;
    private final Map<String, long[]> thresholdsNs;
    private final Function<Follows, Requests> plan;
    private final Manner manner;

    /** Prepares it. */
    public Run(Target target, Scenario scenario, Objectives objectives) {
        this(target, scenario, objectives, follows -> WorkPlan.of(scenario, follows), Manner.USUAL);
    }

    private Run(
            Target target, Scenario scenario, Objectives objectives, Function<Follows, Requests> plan, Manner manner) {
        this.manner = manner;
        this.target = target;
        this.scenario = scenario;
        this.objectives = objectives;
        thresholdsNs = objectives.thresholdsNs();
        this.plan = plan;
    }

    /**
     * Prepares one whose load goes in stairs, without a pause between them.
     *
     * @param stair what one of them is at scale 1, as long as it is to last
     * @param scales of the rates, one after another
     */
    public static Run stairs(Target target, Scenario stair, Objectives objectives, List<Double> scales) {
        return new Run(
                target,
                stair.lasting(stair.lengthNs() * scales.size()),
                objectives,
                follows -> WorkPlan.stairs(stair, follows, scales),
                Manner.USUAL);
    }

    /**
     * The same against a server that leaves the first processor of this machine alone: the sender keeps to that one.
     */
    public Run keptApart() {
        return in(new Manner(true, manner.retriesMax, manner.known));
    }

    /** The same with callers who send what was turned away (503) again at once, so often at most. */
    public Run retrying(int most) {
        return in(new Manner(manner.keptApart, most, manner.known));
    }

    /**
     * The same against a server of which it is known that it is of this version and that the accounts are its own:
     * nothing is asked before the first request that counts.
     */
    public Run known(Versions versions) {
        return in(new Manner(manner.keptApart, manner.retriesMax, versions));
    }

    private Run in(Manner another) {
        return new Run(target, scenario, objectives, plan, another);
    }

    /** How it is done: see the methods that set it. */
    private record Manner(
            boolean keptApart, int retriesMax, @Nullable Versions known) {
        static final Manner USUAL = new Manner(false, 0, null);
    }

    /**
     * Makes the accounts of the scenario, with names of their own.
     *
     * @param progress is told how many steps more are done, of two for each account; any thread
     */
    public Members setUp(IntConsumer progress) throws LabException, InterruptedException {
        requireTrace();
        String prefix = "lab" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return new SetUp(target, progress).make(prefix, scenario.follows());
    }

    /**
     * What a run left behind.
     *
     * @param members with the follows that the run added
     * @param tables of requests, for other figures than the result's
     * @param withoutRetryAfter how many were turned away (503) without being told when to come back
     * @param startNs when it began, in {@link System#nanoTime}
     */
    public record Ended(
            RunResult result, Members members, List<Requests> tables, int withoutRetryAfter, long startNs) {}

    /**
     * Runs it.
     *
     * @param log where histograms go, a line for each second and kind; none if null
     * @param watcher is told of the progress every second
     */
    public Ended run(Members members, @Nullable Path log, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        return run(members, plan.apply(members.follows()), log, watcher);
    }

    /** The same with requests that were planned elsewhere. */
    public Ended run(Members members, Requests requests, @Nullable Path log, Consumer<Progress> watcher)
            throws IOException, LabException, InterruptedException {
        requireTrace();
        Api api = new Api(target);
        Versions versions = manner.known == null ? asked(api, members) : manner.known;
        Ledger ledger = new Ledger();
        Instant startedAt = Instant.now();
        try (Pages pages = new Pages(members.numbers());
                Streams streams = Streams.open(target, members, scenario.streams());
                Pauses watch = Pauses.watch()) {
            MastodonExchange exchange = new MastodonExchange(
                    target, members, scenario.postChars(), "lab" + startedAt.toEpochMilli(), requests, ledger, pages);
            long startNs = new OpenLoop(target.host(), target.port(), scenario.timeoutNs(), senderProcessor())
                    .openingAhead()
                    .retrying(manner.retriesMax)
                    .with(requests, exchange)
                    .run(watcher);
            List<Pause> pauses = since(startNs, watch.end());
            List<Pages.Page> read = pages.finish();
            if (streams.count() > 0) {
                Thread.sleep(STREAM_GRACE_MS);
            }
            PageCheck check = new PageCheck(members, requests, ledger, scenario.visibleWithinNs());
            Tally tally = new Tally(requests, scenario.warmUpNs(), thresholdsNs);
            if (log != null) {
                tally.write(log, startedAt.toEpochMilli());
            }
            RunResult result = result(
                    startedAt,
                    versions,
                    tally,
                    check.check(read),
                    pages.passedOver(),
                    new Delivery(members, ledger, streams, startNs),
                    new Polling(members, requests, ledger).byFollowers(read, scenario.warmUpNs()),
                    pauses);
            return new Ended(
                    result,
                    new NewFollows(api, members, ledger).known(),
                    List.of(requests),
                    exchange.withoutRetryAfter(),
                    startNs);
        }
    }

    private static Versions asked(Api api, Members members) throws LabException, InterruptedException {
        // Accounts kept from an earlier run may be those of another server: say so before anything is measured.
        api.get("/api/v1/accounts/verify_credentials", members.tokens().getFirst());
        return Versions.with(api);
    }

    private void requireTrace() throws LabException {
        if (!scenario.replay().isNone() && scenario.replay().lengthNs() < scenario.lengthNs()) {
            throw new LabException(String.format(
                    Locale.ROOT,
                    "the trace is over after %.1f s at speed %.1f: run for a shorter time, or slower",
                    scenario.replay().lengthNs() / 1e9,
                    scenario.replay().speed()));
        }
    }

    /** On a machine with two processors or fewer a server may need both: then the system decides. */
    private int senderProcessor() {
        return manner.keptApart || Runtime.getRuntime().availableProcessors() > 2 ? 0 : -1;
    }

    private static List<Pause> since(long startNs, List<Pause> pauses) {
        return pauses.stream()
                .filter(each -> each.atNs() > startNs)
                .map(each -> new Pause(each.atNs() - startNs, each.lengthNs(), each.cause()))
                .toList();
    }

    private RunResult result(
            Instant startedAt,
            Versions versions,
            Tally tally,
            PageCheck.Outcome checked,
            int passedOver,
            Delivery delivery,
            Map<String, Times> polled,
            List<Pause> pauses) {
        List<Measure> measures = tally.measures();
        double generatorShare = tally.generatorShare(pauses);
        List<String> voided = new ArrayList<>();
        if (checked.wrong() > 0) {
            voided.add(checked.wrong() + " of " + checked.checked() + " pages were wrong");
        }
        if (generatorShare > GENERATOR_SHARE_MAX) {
            voided.add(String.format(
                    Locale.ROOT, RunResult.LATE + ", and added %.1f %% to the 99th percentile", generatorShare * 100));
        }
        if (tally.generatorFailures() > 0) {
            voided.add("the generator had no sockets left for " + tally.generatorFailures() + " requests");
        }
        if (passedOver > 0) {
            voided.add(passedOver + " pages came too fast to be checked");
        }
        return new RunResult(
                target,
                scenario,
                startedAt,
                Machine.describe(),
                versions,
                measures,
                delivery.byFollowers(scenario.warmUpNs()),
                polled,
                tally.tails(),
                tally.seconds(),
                tally.lateness(),
                generatorShare,
                pauses,
                checked.checked(),
                checked.wrong(),
                passedOver,
                checked.told(),
                verdicts(measures, delivery),
                voided);
    }

    private List<Judged> verdicts(List<Measure> measures, Delivery delivery) {
        List<Judged> verdicts = new ArrayList<>();
        for (Term each : objectives.terms()) {
            verdicts.add(new Judged(verdict(each, measures, delivery), each.consequence()));
        }
        return verdicts;
    }

    private Verdict verdict(Term term, List<Measure> measures, Delivery delivery) {
        String wanted = term.objective().measure();
        if (wanted.equals(Objectives.ANSWERED)) {
            // The screen of an app is no request of its own.
            List<Measure> asked = measures.stream()
                    .filter(each -> !each.name().equals(Tally.APP_START))
                    .toList();
            return term.objective()
                    .judge(
                            asked.stream().mapToLong(Measure::succeeded).sum(),
                            asked.stream().mapToLong(Measure::planned).sum());
        }
        long withinNs = term.objective().thresholdNs();
        if (wanted.equals(VISIBLE)) {
            Times times = delivery.all(scenario.warmUpNs(), withinNs);
            return term.objective().judge(times.countAtMost(withinNs), delivery.expected(scenario.warmUpNs()));
        }
        for (Measure each : measures) {
            if (each.name().equals(wanted)) {
                return term.objective().judge(each.response().countAtMost(withinNs), each.planned());
            }
        }
        return term.objective().judge(0, 0);
    }
}
