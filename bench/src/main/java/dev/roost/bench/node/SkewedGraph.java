package dev.roost.bench.node;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A follow graph as real ones are: many readers follow few authors out of many, and authors' followers are distributed
 * by a power law.
 *
 * <p>Accounts 1 to {@code readers}; of these, 1 to {@code authors} are followed, 1 by the most. Each reader follows one
 * to twice the mean less one, evenly distributed. 4 bytes a follow.
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
     * @param skew the author of rank r has a share of follows proportional to {@code r^-skew}; under 1
     */
    public static SkewedGraph of(int readers, int authors, int followeesMean, double skew, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[authors];
        double sum = 0;
        for (int rank = 0; rank < authors; rank++) {
            sum += Math.pow(rank + 1, -skew);
            shares[rank] = sum;
        }
        int[] starts = new int[readers + 1];
        int[] followees = new int[readers * (2 * followeesMean - 1)];
        int size = 0;
        for (int reader = 1; reader <= readers; reader++) {
            int wanted = random.nextInt(1, 2 * followeesMean);
            int from = size;
            for (int i = 0; i < wanted; i++) {
                int at = Arrays.binarySearch(shares, random.nextDouble(sum));
                int author = 1 + (at >= 0 ? at : -at - 1);
                if (author != reader && !contains(followees, from, size, author)) {
                    followees[size++] = author;
                }
            }
            starts[reader] = size;
        }
        return new SkewedGraph(authors, starts, Arrays.copyOf(followees, size));
    }

    private static boolean contains(int[] values, int from, int to, int value) {
        for (int i = from; i < to; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
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

    /** The followers of each author, by author; index 0 is nobody. */
    public int[][] followers() {
        int[] sizes = new int[authors + 1];
        for (int author : followees) {
            sizes[author]++;
        }
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
