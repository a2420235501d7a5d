package dev.roost.bench.strategies;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Who follows whom, and how much each account posts and reads. Accounts are numbered from 0.
 *
 * @param followees by follower, distinct
 * @param posting weights by author
 * @param reading weights by reader
 */
record SkewedGraph(int[][] followees, double[] posting, double[] reading) {
    private static final double POPULARITY_EXPONENT = 0.75;
    private static final double READING_EXPONENT = 0.8;

    /**
     * Generated: followee counts are log-normal with the mean given, popularity goes with rank to the power of -0.75,
     * reading with -0.8; posting is log-normal times the number of followers to a power that makes the mean fan-out of
     * a post what is given, as nearly as it can be.
     */
    static SkewedGraph generated(int accounts, int followeesMean, int fanOutMean, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] popularity = new double[accounts];
        Arrays.setAll(popularity, i -> Math.pow(i + 1, -POPULARITY_EXPONENT));
        Draw popular = new Draw(popularity);
        int[][] followees = new int[accounts][];
        BitSet chosen = new BitSet(accounts);
        for (int reader = 0; reader < accounts; reader++) {
            double drawn = followeesMean * Math.exp(random.nextGaussian() - 0.5);
            int wanted = Math.clamp(Math.round(drawn), 1, accounts / 8);
            chosen.clear();
            for (int left = wanted; left > 0; ) {
                int author = popular.next(random);
                if (author != reader && !chosen.get(author)) {
                    chosen.set(author);
                    left--;
                }
            }
            followees[reader] = chosen.stream().toArray();
        }
        return with(followees, fanOutMean, random);
    }

    private static SkewedGraph with(int[][] followees, int fanOutMean, SplittableRandom random) {
        int accounts = followees.length;
        int[] followers = followers(followees);
        double[] liveliness = new double[accounts];
        Arrays.setAll(liveliness, _ -> Math.exp(random.nextGaussian()));
        double low = 0;
        double high = 2;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (fanOut(posting(followers, liveliness, middle), followers) < fanOutMean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] reading = new double[accounts];
        int[] ranks = shuffled(accounts, random);
        Arrays.setAll(reading, i -> Math.pow(ranks[i] + 1, -READING_EXPONENT));
        return new SkewedGraph(followees, posting(followers, liveliness, low), reading);
    }

    private static double[] posting(int[] followers, double[] liveliness, double exponent) {
        double[] posting = new double[followers.length];
        Arrays.setAll(posting, i -> liveliness[i] * Math.pow(followers[i] + 1.0, exponent));
        return posting;
    }

    private static double fanOut(double[] posting, int[] followers) {
        double deliveries = 0;
        for (int i = 0; i < posting.length; i++) {
            deliveries += posting[i] * followers[i];
        }
        return deliveries / Arrays.stream(posting).sum();
    }

    private static int[] followers(int[][] followees) {
        int[] followers = new int[followees.length];
        for (int[] each : followees) {
            for (int followee : each) {
                followers[followee]++;
            }
        }
        return followers;
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return numbers;
    }

    int accounts() {
        return followees.length;
    }

    /** Followers of the author of a post, on average over the posts. */
    double fanOutMean() {
        return fanOut(posting, followers(followees));
    }

    int followersMax() {
        return Arrays.stream(followers(followees)).max().orElse(0);
    }

    double followeesMean() {
        return Arrays.stream(followees).mapToInt(each -> each.length).average().orElse(0);
    }
}
