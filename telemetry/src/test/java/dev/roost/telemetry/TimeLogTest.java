package dev.roost.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeLogTest {
    private static final long START = 1_700_000_000_000L;
    private static final long THRESHOLD = 50_000_000;

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWrittenAddedUpByTag() throws IOException {
        Path one = folder.resolve("one.hlog");
        Path two = folder.resolve("two.hlog");
        Times early = times(10, THRESHOLD);
        Times late = times(THRESHOLD + 1);
        Times posts = times(77, 78);
        try (TimeLog.Writer log = new TimeLog.Writer(one, START)) {
            log.interval("home", 0, 1_000, early);
            log.interval("post", 0, 1_000, posts);
            log.interval("home", 1_000, 2_000, late);
        }
        try (TimeLog.Writer log = new TimeLog.Writer(two, START)) {
            log.interval("home", 0, 1_000, early);
        }
        Map<String, Times> read = TimeLog.read(List.of(one, two));
        assertThat(read).containsOnlyKeys("home", "post");
        assertThat(read.get("home")).isEqualTo(Times.sum(List.of(early, late, early)));
        assertThat(read.get("home").countAtMost(THRESHOLD)).isEqualTo(4);
        assertThat(read.get("post")).isEqualTo(posts);
        assertThat(TimeLog.read(List.of(two, one))).isEqualTo(read);
    }

    @Test
    void otherToolsReadTheFile() throws IOException {
        Path file = folder.resolve("log.hlog");
        try (TimeLog.Writer log = new TimeLog.Writer(file, START)) {
            log.interval("home", 0, 1_000, times(1_000, 2_000));
        }
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            var interval = reader.nextIntervalHistogram();
            assertThat(interval.getTag()).isEqualTo("home");
            assertThat(interval.getStartTimeStamp()).isEqualTo(START);
            assertThat(interval.getEndTimeStamp()).isEqualTo(START + 1_000);
            assertThat(interval.getMaxValueAsDouble()).isEqualTo(2_000);
        }
        assertThat(Files.readString(file)).contains("#[Histogram log format version 1.");
    }

    @Test
    void exactCountsAreGivenUpWhereALineHasNone() throws IOException {
        Path file = folder.resolve("log.hlog");
        try (TimeLog.Writer log = new TimeLog.Writer(file, START)) {
            log.interval("home", 0, 1_000, times(1_000));
        }
        List<String> lines = Files.readAllLines(file);
        Files.write(
                file, lines.stream().filter(line -> !line.startsWith("#[Roost")).toList());
        Times read = TimeLog.read(List.of(file)).get("home");
        assertThat(read.count()).isEqualTo(1);
        assertThat(read.counts(THRESHOLD)).isFalse();
    }

    @Test
    void whatIsNoLogIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.hlog"), "Tag=home,1,2,3,HISTnothing\n");
        assertThatIOException().isThrownBy(() -> TimeLog.read(List.of(file))).withMessageContaining("no.hlog");
        try (TimeLog.Writer log = new TimeLog.Writer(file, START)) {
            assertThatIllegalArgumentException().isThrownBy(() -> log.interval("a b", 0, 1, Times.NONE));
        }
    }

    private static Times times(long... each) {
        TimeRecorder recorder = new TimeRecorder(THRESHOLD);
        for (long time : each) {
            recorder.record(time);
        }
        return recorder.times();
    }
}
