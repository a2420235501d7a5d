package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real export while it writes each of its files; the same command must give the whole of it afterwards. */
class ExportKillTest {
    private static final int PEOPLE = 3_000;
    private static final int FOLLOWS = 60_000;
    private static final int ACTS = 20_000;
    private static final long PATIENCE_MS = 120_000;

    @TempDir
    private Path directory;

    @Test
    void whatWasKilledIsWrittenAnew() throws Exception {
        Path data = directory.resolve("data");
        assertThat(run("import", "--data", data.toString(), follows(), activity()))
                .isZero();
        Path whole = directory.resolve("whole");
        assertThat(run(export(data, whole))).isZero();

        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path absent = directory.resolve("absent");
        Path beside = directory.resolve("absent.unfinished");
        int torn = 0;
        for (String file : List.of("roost-export.unfinished", "posts.jsonl.gz", "roost-export.json")) {
            torn += killedOnceThereIs(beside.resolve(file), export(data, absent)) && Files.exists(beside) ? 1 : 0;
            if (!Files.exists(absent.resolve("roost-export.json"))) {
                assertThat(absent).as("killed at %s", file).doesNotExist();
            } else {
                // Killed after the last step, or not at all.
                assertThat(absent.resolve("roost-export.json")).hasSameTextualContentAs(list(whole));
                delete(absent);
            }
            killedOnceThereIs(empty.resolve(file), export(data, empty));
            if (Files.exists(empty.resolve("roost-export.json"))) {
                delete(empty);
                Files.createDirectory(empty);
            }
        }
        assertThat(torn).as("exports that were torn").isPositive();

        assertThat(run(export(data, absent))).isZero();
        assertThat(run(export(data, empty))).isZero();
        for (Path again : List.of(absent, empty)) {
            assertThat(list(again)).hasSameTextualContentAs(list(whole));
            assertThat(again.resolve("roost-export.unfinished")).doesNotExist();
        }
        assertThat(beside).doesNotExist();
    }

    private static Path list(Path export) {
        return export.resolve("roost-export.json");
    }

    private static String[] export(Path data, Path out) {
        return new String[] {"export", "--data", data.toString(), "--out", out.toString()};
    }

    /** Whether it was killed, and not done before. */
    private boolean killedOnceThereIs(Path file, String... arguments) throws Exception {
        try (RoostProcess process = RoostProcess.start(directory, arguments)) {
            while (!Files.exists(file) && !process.endsWithin(1)) {
                // It will, or it ends.
            }
            process.kill();
            return process.status() != 0;
        }
    }

    private int run(String... arguments) throws Exception {
        try (RoostProcess process = RoostProcess.start(directory, arguments)) {
            assertThat(process.endsWithin(PATIENCE_MS)).isTrue();
            return process.status();
        }
    }

    private String follows() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Path file = directory.resolve("follows.tsv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < FOLLOWS; i++) {
                out.write(random.nextInt(PEOPLE) + "\t" + random.nextInt(PEOPLE) + "\n");
            }
        }
        return file.toString();
    }

    private String activity() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        Path file = directory.resolve("activity.txt");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ACTS; i++) {
                out.write(random.nextInt(PEOPLE) + " " + random.nextInt(PEOPLE) + " " + (1_341_100_972L + i) + " MT\n");
            }
        }
        return file.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
