package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Scenario.Community;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Who follows whom before a run, by numbers of accounts. Immutable. */
public final class Follows {
    private final int[][] followees;
    private final int[] followers;

    /** Each reader's followees, ascending. */
    public Follows(int[][] followees) {
        this.followees = followees;
        followers = new int[followees.length];
        for (int[] each : followees) {
            for (int followee : each) {
                followers[followee]++;
            }
        }
    }

    /** Made up: each account follows as many others, the well-known ones more often. */
    public static Follows of(Community community, RandomGenerator random) {
        int accounts = community.accounts();
        Zipf authors = new Zipf(accounts, community.zipf());
        int[][] followees = new int[accounts][];
        for (int reader = 0; reader < accounts; reader++) {
            BitSet chosen = new BitSet();
            double wanted = community.meanFollowers() * 2 * random.nextDouble();
            for (int tries = 0;
                    chosen.cardinality() < Math.min(wanted, accounts - 1.0) && tries < wanted * 4;
                    tries++) {
                chosen.set(authors.pick(random));
            }
            if (community.celebrityShare() > 0) {
                chosen.set(0, random.nextDouble() < community.celebrityShare());
            }
            chosen.clear(reader);
            followees[reader] = chosen.stream().toArray();
        }
        return new Follows(followees);
    }

    /** How many accounts there are. */
    public int accounts() {
        return followees.length;
    }

    /** How many follows there are. */
    public int count() {
        return Arrays.stream(followers).sum();
    }

    /** Whom {@code reader} follows, ascending; not to be changed. */
    public int[] followees(int reader) {
        return followees[reader];
    }

    /** How many follow {@code author}. */
    public int followers(int author) {
        return followers[author];
    }

    /** Whether {@code reader} follows {@code author}. */
    public boolean has(int reader, int author) {
        return Arrays.binarySearch(followees[reader], author) >= 0;
    }
}
