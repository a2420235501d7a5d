package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real import at random moments, lets it go on, and compares with one that was left alone. */
class ImportKillTest {
    private static final int KILLS = 5;
    private static final int FOLLOWS = 60_000;
    private static final int ACTS = 30_000;
    private static final int PEOPLE = 8_000;

    /** No end in sight: an import of this size takes seconds. */
    private static final long PATIENCE_MS = 120_000;

    @TempDir
    private Path directory;

    /** What the last process said. */
    private List<String> said = List.of();

    @Test
    void whatWasKilledGoesOnToTheSame() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> files = files(random);
        Path whole = directory.resolve("whole");
        assertThat(run(importing(whole, files), PATIENCE_MS)).isZero();

        Path killed = directory.resolve("killed");
        for (int i = 0; i < KILLS; i++) {
            run(importing(killed, files), random.nextLong(200, 4_000));
        }
        assertThat(run(importing(killed, files), PATIENCE_MS))
                .as("seed %d", seed)
                .isZero();

        assertThat(exported(killed)).as("seed %d", seed).isEqualTo(exported(whole));
        assertThat(run(importing(killed, files), PATIENCE_MS)).isZero();
        assertThat(said).anyMatch(line -> line.contains("is imported already"));
    }

    private List<String> files(SplittableRandom random) throws IOException {
        Path follows = directory.resolve("follows.tsv");
        try (BufferedWriter out = Files.newBufferedWriter(follows)) {
            for (int i = 0; i < FOLLOWS; i++) {
                out.write(random.nextInt(PEOPLE) + "\t" + random.nextInt(PEOPLE) + "\n");
            }
        }
        Path activity = directory.resolve("activity.txt");
        String[] verbs = {"RT", "MT", "RE"};
        long second = 1_341_100_972;
        try (BufferedWriter out = Files.newBufferedWriter(activity)) {
            for (int i = 0; i < ACTS; i++) {
                second += random.nextInt(3);
                String verb = verbs[random.nextInt(verbs.length)];
                out.write(random.nextInt(PEOPLE) + " " + random.nextInt(PEOPLE) + " " + second + " " + verb + "\n");
            }
        }
        return List.of(follows.toString(), activity.toString());
    }

    private static List<String> importing(Path data, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("import", "--data", data.toString()));
        arguments.addAll(files);
        return arguments;
    }

    /** The list of an export's files: their fingerprints. Accounts are as old as their import, so without them. */
    private String exported(Path data) throws Exception {
        Path out = data.resolveSibling(data.getFileName() + "-export");
        List<String> arguments =
                List.of("export", "--data", data.toString(), "--out", out.toString(), "--follows", "--posts");
        assertThat(run(arguments, PATIENCE_MS)).isZero();
        return Files.readString(out.resolve("roost-export.json"));
    }

    /** The exit status; of a process that was killed after so many milliseconds, that of the kill. */
    private int run(List<String> arguments, long killAfterMs) throws Exception {
        try (RoostProcess process = RoostProcess.start(directory, arguments.toArray(String[]::new))) {
            if (process.endsWithin(killAfterMs)) {
                said = process.lines();
            } else {
                process.kill();
            }
            return process.status();
        }
    }
}
