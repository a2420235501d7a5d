package dev.roost.bench.imports;

import dev.roost.bench.Session;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * A follow graph as a file: real, the Higgs graph, or generated in its shape where that is not to be had. Most readers
 * follow one or two; whom they follow is skewed; the lines are in the order of the followers.
 *
 * @param file a line {@code follower followee} for each follow, without repeats
 * @param follows how many
 * @param name what it is called in figures
 */
record GraphFile(Path file, int follows, String name) {
    private static final String HIGGS = "higgs_follow_derived.tsv.gz";
    private static final int HIGGS_FOLLOWS = 812_770;
    private static final int HIGGS_READERS = 280_648;
    private static final int HIGGS_ACCOUNTS = 322_359;

    /** Shape of the generated one: more readers with few followees, and a few accounts that thousands follow. */
    private static final double SKEW = 3.0;

    private static final long SEED = 20_120_704;

    /** The first follows of the real graph, scaled; or a generated one. */
    static GraphFile of(Session session, Path directory) throws IOException {
        Optional<Path> real = session.realData(HIGGS);
        int follows = session.scaled(HIGGS_FOLLOWS);
        Path file = directory.resolve("follows.tsv");
        if (real.isPresent() && session.full()) {
            return new GraphFile(real.get(), follows, "Higgs graph");
        }
        if (real.isPresent()) {
            firstLines(real.get(), follows, file);
            return new GraphFile(file, follows, "Higgs graph, part");
        }
        return new GraphFile(file, generate(follows, file), "generated graph");
    }

    private static void firstLines(Path compressed, int lines, Path file) throws IOException {
        try (BufferedReader in = reader(compressed);
                BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                out.write(in.readLine());
                out.newLine();
            }
        }
    }

    private static int generate(int follows, Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        double each = (double) follows / HIGGS_FOLLOWS;
        int readers = Math.max(1, (int) (HIGGS_READERS * each));
        int accounts = Math.max(16, (int) (HIGGS_ACCOUNTS * each));
        int written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int reader = 1; written < follows; reader++) {
                int left = Math.max(1, readers - reader + 1);
                double mean = (double) (follows - written) / left;
                int wanted = left == 1 ? follows - written : Math.max(1, (int) Math.round(mean * skewed(random)));
                written += writeFollows(reader, Math.min(wanted, accounts / 2), accounts, random, out);
            }
        }
        return written;
    }

    /** Mean 1, mostly less. */
    private static double skewed(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static int writeFollows(int reader, int wanted, int accounts, SplittableRandom random, BufferedWriter out)
            throws IOException {
        Set<Integer> followees = new HashSet<>();
        while (followees.size() < wanted) {
            int followee = 1 + (int) (accounts * Math.pow(random.nextDouble(), SKEW));
            if (followee != reader && followees.add(followee)) {
                out.write(reader + "\t" + followee);
                out.newLine();
            }
        }
        return wanted;
    }

    /** The lines of the file. */
    BufferedReader lines() throws IOException {
        return file.toString().endsWith(".gz") ? reader(file) : Files.newBufferedReader(file);
    }

    private static BufferedReader reader(Path compressed) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(compressed), 1 << 16), StandardCharsets.UTF_8));
    }
}
