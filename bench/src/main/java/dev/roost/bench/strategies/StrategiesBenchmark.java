package dev.roost.bench.strategies;

import dev.roost.bench.Benchmark;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.node.SkewedGraph;
import dev.roost.timeline.CelebrityFigures;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The book's three approaches on the same posts and pages, over a sweep of pages read per post written, hybrid with
 * several fixed thresholds and the automatic one: processor time a request, of all threads; where read and write cost
 * the same; and the automatic threshold beside the best of the others.
 *
 * <p>Timelines alone, in process: commits are made beforehand. Pages of every contender are compared with the plain
 * query at every point.
 */
public final class StrategiesBenchmark implements Benchmark {
    private static final int ACCOUNTS = 10_000;
    private static final int FOLLOWEES_MEAN = 80;
    private static final double POPULARITY_SKEW = 0.75;
    private static final int FAN_OUT_MEAN = 403;
    private static final int HISTORY = 200_000;
    private static final double[] PAGES_PER_POST = {1, 3, 10, 30, 100, 1_000};

    /** A slice is to last about so long; a post is taken for 12 us, a page for 1.2. */
    private static final double SLICE_US = 200_000;

    private static final int SLICES_PER_ROUND = 2;

    private static final int WARMUPS = 1;
    /** Before anything else, until everything is compiled. */
    private static final double[] WARMING = {1, 30, 1, 30};

    private static final int QUIET_SLICES = 3;
    private static final int SETTLING_SLICES_MIN = 8;
    private static final int SETTLING_SLICES_MAX = 24;
    private static final int PAGES_CHECKED = 200;
    /**
     * As by default but quicker, because the benchmark's time is pressed: it lives through as much in 20 ms as a node
     * with 400 posts/s in a second, and moves from one workload to the next after seconds. Patience makes no difference
     * to who is a celebrity in the end.
     */
    private static final CelebrityRule AUTO = new CelebrityRule.ByCost(20, 0.2);

    private static final String AUTOMATIC = "auto";
    private static final double OVER_BEST_MAX = 1.1;

    @Override
    public String name() {
        return "strategies";
    }

    @Override
    public String about() {
        return "cost of a request with fan-out on read, on write and hybrid, over pages read per post written;"
                + " rows in memory (no disk)";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xms5g", "-Xmx5g");
    }

    @Override
    public void run(Session session) throws Exception {
        int accounts = session.scaled(ACCOUNTS);
        SkewedGraph graph = SkewedGraph.of(
                accounts, accounts, SkewedGraph.logNormally(FOLLOWEES_MEAN, accounts / 8), POPULARITY_SKEW, 1);
        Activity activity = Activity.generated(graph, FAN_OUT_MEAN, 1);
        session.say(String.format(
                "%,d accounts, %.0f followees on average, the most popular has %,d followers, mean fan-out %.0f",
                accounts,
                (double) graph.follows() / accounts,
                Arrays.stream(graph.followerCounts()).max().orElse(0),
                activity.fanOutMean()));
        PostedAhead posted = new PostedAhead(graph, activity);
        posted.postHistory(session.scaled(HISTORY));
        List<Contender> contenders = contenders(activity, posted);
        try {
            contenders.forEach(Contender::activate);
            for (double pagesPerPost : WARMING) {
                contenders.forEach(each -> each.slice(pagesPerPost, requests(pagesPerPost)));
            }
            session.say("all readers are active");
            Map<Double, Rounds.Results> sweep = new LinkedHashMap<>();
            for (double pagesPerPost : PAGES_PER_POST) {
                sweep.put(pagesPerPost, measure(session, contenders, pagesPerPost));
            }
            reportCrossing(session, sweep, "read", "write");
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static List<Contender> contenders(Activity activity, PostedAhead posted) {
        CelebrityRule any = new CelebrityRule.Threshold(1);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("read", Strategy.READ, any, activity, posted));
        for (int threshold : new int[] {100, 1_000, 10_000}) {
            contenders.add(new Contender(
                    String.format("threshold %,d", threshold),
                    Strategy.HYBRID,
                    new CelebrityRule.Threshold(threshold),
                    activity,
                    posted));
        }
        contenders.add(new Contender("write", Strategy.WRITE, any, activity, posted));
        contenders.add(new Contender(AUTOMATIC, Strategy.HYBRID, AUTO, activity, posted));
        return contenders;
    }

    private static Rounds.Results measure(Session session, List<Contender> contenders, double pagesPerPost)
            throws Exception {
        int requests = requests(pagesPerPost);
        contenders.getLast().prepare(SETTLING_SLICES_MAX, pagesPerPost, requests);
        int settled = settle(contenders.getLast(), pagesPerPost, requests);
        int slices = SLICES_PER_ROUND * session.rounds();
        contenders.forEach(each -> each.prepare(WARMUPS + slices, pagesPerPost, requests));
        Rounds rounds = new Rounds();
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        for (Contender each : contenders) {
            rounds.with(each.name(), () -> {
                double cost = each.slice(pagesPerPost, requests);
                speeds.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each.requestsPerSecond());
                return cost;
            });
        }
        Rounds.Results results = rounds.run(WARMUPS, slices);
        contenders.forEach(each -> each.check(PAGES_CHECKED));
        String at = String.format("%,.0f pages a post", pagesPerPost);
        for (Contender each : contenders) {
            session.report(session.figure(at + ", " + each.name(), results.median(each.name()), "us/request"));
            session.say(String.format(
                    "%s, %s: %,.0f requests/s, spread %.1f %%, %d celebrities, %d plain pages",
                    at,
                    each.name(),
                    Rounds.median(speeds.getOrDefault(each.name(), List.of())),
                    100 * results.spread(each.name()),
                    each.timelines().celebrities().celebrities(),
                    each.timelines().plainPages()));
        }
        CelebrityFigures figures = contenders.getLast().timelines().celebrities();
        session.say(String.format(
                "%s, auto: settled in %d slices of %,d requests; delivery %.0f ns, merge %.0f ns, mending %.0f ns; %,d"
                        + " changes so far",
                at,
                settled,
                requests,
                figures.deliveryNanos(),
                figures.mergeNanos(),
                figures.mendingNanos(),
                figures.changes()));
        reportBest(session, contenders, results, at);
        return results;
    }

    private static int requests(double pagesPerPost) {
        return (int) (SLICE_US / (12 + 1.2 * pagesPerPost) * (1 + pagesPerPost));
    }

    /** Lets the automatic threshold come to rest: until few authors change for some slices. */
    private static int settle(Contender auto, double pagesPerPost, int requests) {
        int quiet = 0;
        int slices = 0;
        while ((quiet < QUIET_SLICES || slices < SETTLING_SLICES_MIN) && slices < SETTLING_SLICES_MAX) {
            long before = auto.timelines().celebrities().changes();
            auto.slice(pagesPerPost, requests);
            CelebrityFigures figures = auto.timelines().celebrities();
            quiet = (figures.changes() - before) * 100 <= figures.celebrities() ? quiet + 1 : 0;
            slices++;
        }
        return slices;
    }

    private static void reportBest(Session session, List<Contender> contenders, Rounds.Results results, String at) {
        String best = contenders.stream()
                .map(Contender::name)
                .filter(name -> !name.equals(AUTOMATIC))
                .min(Comparator.comparingDouble(results::median))
                .orElseThrow();
        double times = pairedRatio(results, AUTOMATIC, best);
        session.report(session.figure(at + ", auto over the best", times, "times")
                .atMost(OVER_BEST_MAX)
                .against(best, 1 / times));
    }

    /** The median of the rounds' ratios: what slows the machine for a while slows both of a round. */
    private static double pairedRatio(Rounds.Results results, String first, String second) {
        List<Double> above = results.values().getOrDefault(first, List.of());
        List<Double> below = results.values().getOrDefault(second, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            ratios.add(above.get(i) / below.get(i));
        }
        return Rounds.median(ratios);
    }

    /** Where two contenders cost the same, between two points of the sweep, on logarithmic scales. */
    private static void reportCrossing(
            Session session, Map<Double, Rounds.Results> sweep, String first, String second) {
        double pagesBefore = 0;
        double gapBefore = 0;
        for (Map.Entry<Double, Rounds.Results> point : sweep.entrySet()) {
            double pages = point.getKey();
            double gap =
                    Math.log(point.getValue().median(first) / point.getValue().median(second));
            if (gapBefore * gap < 0) {
                double share = gapBefore / (gapBefore - gap);
                double crossing = pagesBefore * Math.pow(pages / pagesBefore, share);
                session.report(session.figure(first + " and " + second + " cost the same", crossing, "pages a post"));
            }
            pagesBefore = pages;
            gapBefore = gap;
        }
    }
}
