package dev.roost.bench.strategies;

import dev.roost.bench.node.SkewedGraph;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much each account of a graph posts and reads; index 0 is account 1.
 *
 * @param posting weights by author
 * @param reading weights by reader
 * @param fanOutMean followers of the author of a post, on average over the posts
 */
record Activity(double[] posting, double[] reading, double fanOutMean) {
    private static final double READING_EXPONENT = 0.8;
    private static final double FOLLOWERS_EXPONENT_MAX = 2;

    /**
     * Generated: reading goes with rank to the power of -0.8; posting is log-normal times the number of followers to a
     * power that makes the mean fan-out of a post what is given, as nearly as it can be. All accounts are authors.
     */
    static Activity generated(SkewedGraph graph, int fanOutMean, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int accounts = graph.readers();
        int[] followers = Arrays.copyOfRange(graph.followerCounts(), 1, accounts + 1);
        double[] liveliness = new double[accounts];
        Arrays.setAll(liveliness, _ -> Math.exp(random.nextGaussian()));
        double low = 0;
        double high = FOLLOWERS_EXPONENT_MAX;
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
        double[] posting = posting(followers, liveliness, low);
        return new Activity(posting, reading, fanOut(posting, followers));
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

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return numbers;
    }
}
