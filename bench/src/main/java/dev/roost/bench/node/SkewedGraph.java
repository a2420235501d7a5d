package dev.roost.bench.node;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * A follow graph as real ones are: many readers follow few authors out of many, and authors' followers are distributed
 * by a power law.
 *
 * <p>Accounts 1 to {@code readers}; of these, 1 to {@code authors} are followed, 1 by the most. 4 bytes a follow.
 */
public final class SkewedGraph {
    private final int authors;
    private final int[] starts;
    private final int[] followees;

    private SkewedGraph(int authors, int[] starts, int[] followees) {
        this.authors = authors;
        this.starts = starts;
        this.followees = followees;
    }

    /**
     * Makes a graph; the same arguments give the same one.
     *
     * @param following how many a reader follows, drawn for each; at most {@code authors} less one count
     * @param skew the author of rank r has a share of follows proportional to {@code r^-skew}; under 1
     */
    public static SkewedGraph of(
            int readers, int authors, ToIntFunction<SplittableRandom> following, double skew, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[authors];
        double sum = 0;
        for (int rank = 0; rank < authors; rank++) {
            sum += Math.pow(rank + 1, -skew);
            shares[rank] = sum;
        }
        int[] starts = new int[readers + 1];
        int[] followees = new int[readers];
        int size = 0;
        BitSet chosen = new BitSet(authors + 1);
        for (int reader = 1; reader <= readers; reader++) {
            int from = size;
            int to = from + Math.min(following.applyAsInt(random), authors - 1);
            if (to > followees.length) {
                followees = Arrays.copyOf(followees, Math.max(to, followees.length * 2));
            }
            while (size < to) {
                int at = Arrays.binarySearch(shares, random.nextDouble(sum));
                int author = 1 + (at >= 0 ? at : -at - 1);
                if (author != reader && !chosen.get(author)) {
                    chosen.set(author);
                    followees[size++] = author;
                }
            }
            for (int i = from; i < size; i++) {
                chosen.clear(followees[i]);
            }
            starts[reader] = size;
        }
        return new SkewedGraph(authors, starts, Arrays.copyOf(followees, size));
    }

    /** Each reader follows one to twice the mean less one, evenly distributed. */
    public static ToIntFunction<SplittableRandom> evenly(int mean) {
        return random -> random.nextInt(1, 2 * mean);
    }

    /** How many each reader follows is log-normal with the mean given and a sigma of 1, at least 1. */
    public static ToIntFunction<SplittableRandom> logNormally(double mean, int max) {
        return random -> Math.clamp(Math.round(mean * Math.exp(random.nextGaussian() - 0.5)), 1, max);
    }

    /** Accounts in all. */
    public int readers() {
        return starts.length - 1;
    }

    /** Accounts that are followed, at most. */
    public int authors() {
        return authors;
    }

    /** Edges in all. */
    public int follows() {
        return followees.length;
    }

    /** Followers that an author has on average: the mean fan-out, when all authors post as much. */
    public double fanOutMean() {
        return (double) followees.length / authors;
    }

    /** Whom a reader follows. */
    public int[] followees(int reader) {
        return Arrays.copyOfRange(followees, starts[reader - 1], starts[reader]);
    }

    /** How many follow each author, by author; index 0 is nobody. */
    public int[] followerCounts() {
        int[] counts = new int[authors + 1];
        for (int author : followees) {
            counts[author]++;
        }
        return counts;
    }

    /** The followers of each author, by author; index 0 is nobody. */
    public int[][] followers() {
        int[] sizes = followerCounts();
        int[][] followers = new int[authors + 1][];
        for (int author = 0; author <= authors; author++) {
            followers[author] = new int[sizes[author]];
        }
        for (int reader = readers(); reader >= 1; reader--) {
            for (int i = starts[reader - 1]; i < starts[reader]; i++) {
                int author = followees[i];
                followers[author][--sizes[author]] = reader;
            }
        }
        return followers;
    }

    /** The follower of each edge, in the order of {@link #followeesOfAll}. */
    public int[] followersOfAll() {
        int[] followers = new int[followees.length];
        for (int reader = 1; reader <= readers(); reader++) {
            Arrays.fill(followers, starts[reader - 1], starts[reader], reader);
        }
        return followers;
    }

    /** The followee of each edge. Not to be changed. */
    public int[] followeesOfAll() {
        return followees;
    }
}
