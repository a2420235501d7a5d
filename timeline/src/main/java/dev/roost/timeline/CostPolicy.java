package dev.roost.timeline;

import java.util.Arrays;

/**
 * A celebrity is whose deliveries cost more than the merges that they save.
 *
 * <p>Per author and per active subscriber, delivering costs the author's posts times the cost of a delivery; merging
 * costs the pages that a subscriber reads times the cost of one more run in a page. A subscriber is taken to read as
 * many pages as the active readers do on average. The number of subscribers does not matter then: it multiplies both.
 *
 * <p>For each author it adds up what the present way has cost more than the other since it was last the better one, and
 * changes when that is as much as half of a change and the change back cost. So it does not flap: who changes twice has
 * lost as much by not changing as the changes cost, whatever posts and pages come (the counter is the one of Page's
 * cumulative sum test, the bound is that of the ski-rental problem). Without posts and pages nothing changes.
 *
 * <p>A look costs the authors who have posted since the last one, and all celebrities. Memory: 16 bytes an account, up
 * to the highest number that has posted.
 */
final class CostPolicy implements CelebrityPolicy {
    /**
     * What a change costs for each active reader, whether subscribed or not: to find anew who of the followees is a
     * celebrity. Changes of one look share it.
     */
    private static final double CHANGE_NANOS = 100;

    private final CelebrityRule.ByCost rule;
    private final FanOutCosts costs;
    private final Rings rings;
    private final Subscriptions subscriptions;

    /** Since the last look, by author. */
    private int[] posts = new int[1024];
    /** What the present way has cost more, per subscriber, in ns; never negative. */
    private float[] regret = new float[1024];
    /** {@link #pagesPerReader} as of the last look at the author. */
    private double[] pagesThen = new double[1024];

    private int[] posted = new int[64];
    private int postedSize;

    /** Pages that an active reader has read on average since the start. */
    private double pagesPerReader;

    private long pagesSeen;
    private long lookedAtMs = Long.MIN_VALUE;

    CostPolicy(CelebrityRule.ByCost rule, FanOutCosts costs, Rings rings, Subscriptions subscriptions) {
        this.rule = rule;
        this.costs = costs;
        this.rings = rings;
        this.subscriptions = subscriptions;
    }

    @Override
    public boolean decide(int author, int subscribers, boolean celebrity) {
        if (author >= posts.length) {
            makeRoom(author);
        }
        if (posts[author]++ == 0) {
            if (postedSize == posted.length) {
                posted = Arrays.copyOf(posted, postedSize * 2);
            }
            posted[postedSize++] = author;
        }
        return celebrity;
    }

    @Override
    public void look(long nowMs, HeldBack heldBack) {
        if (nowMs < lookedAtMs + rule.intervalMs() && nowMs >= lookedAtMs) {
            return;
        }
        lookedAtMs = nowMs;
        long pages = costs.pages();
        pagesPerReader += (double) (pages - pagesSeen) / Math.max(1, rings.inUse());
        pagesSeen = pages;
        int[] celebrities = heldBack.celebrities();
        if (celebrities.length == 0) {
            costs.nothingMerged();
        }
        for (int i = 0; i < postedSize; i++) {
            if (!heldBack.holds(posted[i])) {
                weigh(posted[i], false, heldBack);
            }
        }
        for (int author : celebrities) {
            weigh(author, true, heldBack);
        }
        for (int i = 0; i < postedSize; i++) {
            posts[posted[i]] = 0;
        }
        postedSize = 0;
    }

    private void weigh(int author, boolean celebrity, HeldBack heldBack) {
        double delivering = posts[author] * costs.deliveryNanos();
        double merging = (pagesPerReader - pagesThen[author]) * costs.mergeNanos();
        pagesThen[author] = pagesPerReader;
        double more = celebrity ? merging - delivering : delivering - merging;
        double sum = Math.max(0, regret[author] + more);
        int subscribers = subscriptions.size(author);
        if (sum >= bound(subscribers) || (celebrity && subscribers == 0)) {
            sum = 0;
            heldBack.set(author, !celebrity);
        }
        regret[author] = (float) sum;
    }

    /** In ns per subscriber. */
    private double bound(int subscribers) {
        return subscribers == 0
                ? Double.MAX_VALUE
                : rule.patience() * (costs.mendingNanos() / 2 + CHANGE_NANOS * rings.inUse() / subscribers);
    }

    private void makeRoom(int author) {
        int former = posts.length;
        int length = Math.max(author + 1, former * 2);
        posts = Arrays.copyOf(posts, length);
        regret = Arrays.copyOf(regret, length);
        pagesThen = Arrays.copyOf(pagesThen, length);
        Arrays.fill(pagesThen, former, length, pagesPerReader);
    }
}
