package dev.roost.telemetry;

import dev.roost.telemetry.files.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * A histogram log of HdrHistogram, version 1.3: a line for each interval and tag, readable by every tool that knows the
 * format. Times are in nanoseconds.
 *
 * <p>The exact counts at thresholds, for which the format has no place, go into comments, which other tools pass over:
 *
 * <pre>
 *   #[Roost: tag=home count=10000 atMostNs=50000000 good=9990]
 * </pre>
 */
public final class TimeLog {
    private static final Pattern EXACT =
            Pattern.compile("#\\[Roost: tag=(\\S+) count=(\\d+) atMostNs=(\\d+) good=(\\d+)]");

    private TimeLog() {}

    /** Writes a log; one thread. Intervals of a tag come in the order of time. */
    public static final class Writer implements Closeable {
        private final Path file;
        private final Path begun;
        private final PrintStream out;
        private final HistogramLogWriter log;
        private final long startEpochMs;

        /** Begins the file, which is there once it is closed, in place of what was. */
        public Writer(Path file, long startEpochMs) throws IOException {
            this.startEpochMs = startEpochMs;
            this.file = file;
            this.begun = WholeFile.begin(file);
            out = new PrintStream(Files.newOutputStream(begun), false, StandardCharsets.UTF_8);
            log = new HistogramLogWriter(out);
            log.outputComment("[times in nanoseconds]");
            log.outputLogFormatVersion();
            log.outputStartTime(startEpochMs);
            log.outputLegend();
        }

        /**
         * Adds what was counted from {@code fromMs} to {@code toMs} after the start.
         *
         * @param tag without white space and commas
         */
        public void interval(String tag, long fromMs, long toMs, Times times) {
            if (!tag.matches("[^\\s,=]+")) {
                throw new IllegalArgumentException("a tag of \"" + tag + '"');
            }
            for (long threshold : times.thresholdsNs()) {
                out.println("#[Roost: tag=" + tag + " count=" + times.count() + " atMostNs=" + threshold + " good="
                        + times.countAtMost(threshold) + "]");
            }
            Histogram counts = times.copyOfCounts();
            counts.setTag(tag);
            counts.setStartTimeStamp(startEpochMs + fromMs);
            counts.setEndTimeStamp(startEpochMs + toMs);
            log.outputIntervalHistogram(counts);
        }

        @Override
        public void close() throws IOException {
            boolean failed = out.checkError();
            out.close();
            if (failed || out.checkError()) {
                WholeFile.discard(begun, file);
                throw new IOException("the histogram log could not be written");
            }
            WholeFile.finish(begun, file);
        }
    }

    /** Adds up all intervals of these files, by tag; the tag of lines without one is empty. */
    public static Map<String, Times> read(List<Path> files) throws IOException {
        Map<String, List<Times>> parts = new TreeMap<>();
        for (Path file : files) {
            read(file)
                    .forEach((tag, times) ->
                            parts.computeIfAbsent(tag, t -> new ArrayList<>()).add(times));
        }
        Map<String, Times> sums = new TreeMap<>();
        parts.forEach((tag, each) -> sums.put(tag, Times.sum(each)));
        return sums;
    }

    private static Map<String, Times> read(Path file) throws IOException {
        Map<String, Histogram> sums = histograms(file);
        Map<String, SortedMap<Long, Exact>> exact = exactCounts(file);
        Map<String, Times> times = new HashMap<>();
        sums.forEach((tag, sum) -> {
            SortedMap<Long, Exact> counted = exact.getOrDefault(tag, new TreeMap<>());
            // Another tool's lines have no exact counts: then a threshold covers only some, and is given up.
            counted.values().removeIf(each -> each.count != sum.getTotalCount());
            long[] thresholds =
                    counted.keySet().stream().mapToLong(Long::longValue).toArray();
            times.put(
                    tag,
                    new Times(sum, new long[0], new long[0])
                            .withThresholds(thresholds, at -> counted.getOrDefault(at, Exact.NONE).good));
        });
        return times;
    }

    private static Map<String, Histogram> histograms(Path file) throws IOException {
        Map<String, Histogram> sums = new HashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            for (EncodableHistogram next = next(reader, file);
                    next != null || reader.hasNext();
                    next = next(reader, file)) {
                if (next instanceof Histogram interval) {
                    String tag = interval.getTag() == null ? "" : interval.getTag();
                    sums.computeIfAbsent(tag, t -> new Histogram(1, TimeRecorder.TIME_NS_MAX, TimeRecorder.DIGITS))
                            .add(interval);
                } else {
                    throw new IOException(file + ": not a log of whole-number histograms");
                }
            }
        }
        return sums;
    }

    private static @Nullable EncodableHistogram next(HistogramLogReader reader, Path file) throws IOException {
        try {
            return reader.nextIntervalHistogram();
        } catch (RuntimeException damaged) {
            throw new IOException(file + ": not a histogram log, or damaged: " + damaged.getMessage(), damaged);
        }
    }

    private record Exact(long count, long good) {
        static final Exact NONE = new Exact(0, 0);
    }

    private static Map<String, SortedMap<Long, Exact>> exactCounts(Path file) throws IOException {
        Map<String, SortedMap<Long, Exact>> found = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.map(EXACT::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> found.computeIfAbsent(line.group(1), tag -> new TreeMap<>())
                            .merge(
                                    Long.parseLong(line.group(3)),
                                    new Exact(Long.parseLong(line.group(2)), Long.parseLong(line.group(4))),
                                    (a, b) -> new Exact(a.count + b.count, a.good + b.good)));
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        return found;
    }
}
