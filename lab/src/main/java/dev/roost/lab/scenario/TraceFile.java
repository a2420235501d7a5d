package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Scenario.Community;
import dev.roost.lab.scenario.Trace.Deed;
import dev.roost.telemetry.files.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces: lines of text with tabs between their parts, in any order of time, packed with gzip or not.
 *
 * <pre>
 *   # seconds  deed  who  whom
 *   0.000	post	alice
 *   1.250	boost	bob	alice
 * </pre>
 *
 * <p>Lines that begin with {@code #} are passed over, as are empty ones. Seconds count from any moment; names are any
 * words. A file of follows has a follower and a followee in each line.
 */
final class TraceFile {
    private static final int NANO_DIGITS = 9;

    private TraceFile() {}

    /** One line, in parts. */
    @FunctionalInterface
    interface LineReader {
        /** Throws {@link IllegalArgumentException} with what is wrong. */
        void line(String[] parts);
    }

    /**
     * Reads one.
     *
     * @param follows a file; without one they are made up as {@code community} says
     * @param accountsMax how many people are kept, the most active ones
     */
    static Trace read(Path file, @Nullable Path follows, int accountsMax, Community community, long seed)
            throws IOException, ScenarioException {
        TraceBuilder trace = new TraceBuilder();
        lines(file, "\t", parts -> act(parts, trace));
        if (trace.actors() < 2) {
            throw new ScenarioException(file + ": fewer than two people act in this trace");
        }
        int kept = Math.min(trace.actors(), accountsMax);
        trace.choose(kept);
        if (follows == null) {
            return trace.build(Follows.of(community.ofSize(kept), new SplittableRandom(seed)));
        }
        lines(follows, "\\s+", parts -> follow(parts, trace));
        return trace.build();
    }

    private static void act(String[] parts, TraceBuilder into) {
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("not seconds, a deed, who, and perhaps whom, with tabs between");
        }
        Deed deed = deed(parts[1]);
        if (deed.isAboutSomebody() && parts.length < 4) {
            throw new IllegalArgumentException(parts[1] + " needs whom it is about");
        }
        into.act(nanoseconds(parts[0]), deed, parts[2], parts.length < 4 ? null : parts[3]);
    }

    private static Deed deed(String word) {
        for (Deed each : Deed.values()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is none of post, mention, reply, boost, home, session,"
                + " follow, favourite, app-start");
    }

    private static long nanoseconds(String seconds) {
        try {
            return new BigDecimal(seconds).movePointRight(NANO_DIGITS).longValue();
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("\"" + seconds + "\" is no time in seconds", noNumber);
        }
    }

    /** Adds a follow, if both are kept. */
    static void follow(String[] parts, TraceBuilder into) {
        if (parts.length < 2) {
            throw new IllegalArgumentException("not a follower and a followee");
        }
        into.follow(parts[0], parts[1]);
    }

    /** Reads a file line by line; {@code between} is what separates parts, as a regular expression. */
    static void lines(Path file, String between, LineReader reader) throws IOException, ScenarioException {
        if (!Files.isRegularFile(file)) {
            throw new ScenarioException("there is no file \"" + file + "\"");
        }
        long number = 0;
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        TextFiles.utf8(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, file.toString()),
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    reader.line(line.split(between));
                }
            }
        } catch (ZipException damaged) {
            throw new ScenarioException(file + " is damaged, or no gzip file: " + damaged.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new ScenarioException(file + ", line " + number + ": " + wrong.getMessage());
        }
    }
}
