package dev.roost.bench.pages;

import dev.roost.bench.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Who follows whom, drawn from a seed when it is asked for, so that a million readers take no memory.
 *
 * <p>How many a reader follows comes from real follow lists (Nostr) where they are there, and otherwise from a
 * log-normal distribution with their median and mean (251, 358), at most 1,000 in both. Author {@code i} is followed in
 * proportion to {@code (i + 15) ^ -0.6}: with 100,000 authors the first has three readers in ten, and about 75 authors,
 * eleven of them on a reader's list, have one in ten or more. Any thread.
 */
final class FollowShape {
    private static final double EXPONENT = 0.6;
    private static final int OFFSET = 15;
    private static final int QUANTILES = 1 << 20;
    private static final String REAL_FOLLOWS = "nostr_follows.tsv.gz";
    private static final int FOLLOWEES_MAX = 1_000;

    private final int[] sizes;
    private final int[] authorAt = new int[QUANTILES];
    private final long seed;
    private final boolean firstByAll;

    private FollowShape(int[] sizes, int authors, long seed, boolean firstByAll) {
        this.sizes = sizes;
        this.seed = seed;
        this.firstByAll = firstByAll;
        double low = Math.pow(OFFSET, 1 - EXPONENT);
        double high = Math.pow(authors + (double) OFFSET, 1 - EXPONENT);
        for (int i = 0; i < QUANTILES; i++) {
            double at = Math.pow(low + (high - low) * (i + 0.5) / QUANTILES, 1 / (1 - EXPONENT));
            authorAt[i] = Math.clamp((long) (at - OFFSET) + 1, 1, authors);
        }
    }

    /** Over authors 1 to {@code authors}. */
    static FollowShape of(Session session, int authors, long seed) {
        return new FollowShape(sizes(session, seed), authors, seed, false);
    }

    /** The same, but everybody follows author 1 too. */
    static FollowShape aroundOne(Session session, int authors, long seed) {
        return new FollowShape(sizes(session, seed), authors, seed, true);
    }

    private static int[] sizes(Session session, long seed) {
        return session.realData(REAL_FOLLOWS)
                .map(FollowShape::followeesOfEach)
                .orElseGet(() -> generatedSizes(new SplittableRandom(seed)));
    }

    /** The same number of followees for every reader. */
    static FollowShape fixed(int followees, int authors, long seed) {
        return new FollowShape(new int[] {followees}, authors, seed, false);
    }

    /** A reader's followees in ascending order, each once; the same at each call. */
    int[] followees(int reader) {
        SplittableRandom random = new SplittableRandom(seed * 31 + reader);
        int wanted = sizes[random.nextInt(sizes.length)];
        int[] drawn = new int[wanted];
        int size = 0;
        while (size < wanted) {
            for (int i = size; i < wanted; i++) {
                drawn[i] = author(random);
            }
            Arrays.sort(drawn);
            size = 0;
            for (int i = 0; i < wanted; i++) {
                if (i == 0 || drawn[i] != drawn[i - 1]) {
                    drawn[size++] = drawn[i];
                }
            }
        }
        if (firstByAll) {
            drawn[0] = 1;
        }
        return drawn;
    }

    /** An author, the popular ones more often. */
    int author(SplittableRandom random) {
        return authorAt[random.nextInt(QUANTILES)];
    }

    private static int[] followeesOfEach(Path file) {
        Map<String, Integer> counts = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                counts.merge(line.substring(0, line.indexOf('\t')), 1, Integer::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts.values().stream()
                .mapToInt(n -> Math.min(n, FOLLOWEES_MAX))
                .sorted()
                .toArray();
    }

    private static int[] generatedSizes(SplittableRandom random) {
        int[] sizes = new int[4_096];
        for (int i = 0; i < sizes.length; i++) {
            double normal = 0;
            for (int j = 0; j < 12; j++) {
                normal += random.nextDouble();
            }
            sizes[i] = Math.clamp(Math.round(251 * Math.exp((normal - 6) * 1.1)), 1, FOLLOWEES_MAX);
        }
        return sizes;
    }
}
