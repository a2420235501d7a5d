package dev.roost.app.imports;

import dev.roost.core.StateView;
import dev.roost.model.ImportMark;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows a file again that was imported but for some bad lines, once those are corrected.
 *
 * <p>While a file is imported, each bad line is noted by its number. At the end the lines between them, the good ones,
 * are noted as runs: how many they are, the digest of the first one, and that of all. Another file is a version of it
 * if it has the same runs in the same order; what stands before, between and behind them is new. Empty lines count for
 * nothing.
 *
 * <p>The marks of a source, beside how far it was read:
 *
 * <pre>
 *   SOURCE/bad/NUMBER of the line                  1
 *   SOURCE/good/PLACE of the run/FIRST/ALL         lines of the run
 * </pre>
 */
final class FileVersions {
    /** Bad lines that are noted. A file with more is not known again. */
    static final int BAD_KEPT = 10_000;

    private static final String BAD = "/bad/";
    private static final String GOOD = "/good/";
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGEST_BYTES = 16;

    private final StateView state;

    FileVersions(StateView state) {
        this.state = state;
    }

    /**
     * A file that was imported before but for some lines.
     *
     * @param id of that import
     * @param changed the lines that are new
     * @param good how many are not
     */
    record Earlier(String id, LineSet changed, long good) {}

    /** Says that a line was left out. */
    static ImportMark bad(String id, long line) {
        return new ImportMark(id + BAD + padded(line), 1);
    }

    /** Lines up to this one that were left out: the first {@link #BAD_KEPT} of them. */
    LineSet badLines(String id, long upTo) {
        LineSet bad = new LineSet();
        String prefix = id + BAD;
        state.importMarks(prefix, (source, value) -> {
            long line = Long.parseLong(source.substring(prefix.length()));
            if (line <= upTo) {
                bad.add(line);
            }
        });
        return bad;
    }

    /** Notes the lines that were not left out. Reads the file once more. */
    void noteGood(Path file, String id, LineSet bad, ImportPipeline into) throws IOException {
        MessageDigest all = ImportSource.sha256();
        MessageDigest one = ImportSource.sha256();
        String first = "";
        long length = 0;
        int place = 0;
        try (InputLines lines = InputLines.open(file)) {
            for (boolean more = lines.next(); more || length > 0; more = more && lines.next()) {
                if (more && !bad.contains(lines.number())) {
                    if (!lines.isEmpty()) {
                        lines.addTo(all);
                        if (length++ == 0) {
                            lines.addTo(one);
                            first = digest(one);
                        }
                    }
                } else if (length > 0) {
                    String name = id + GOOD + padded(place++) + "/" + first + "/" + digest(all);
                    into.note(new ImportMark(name, length));
                    length = 0;
                }
            }
        }
    }

    /** The import of an earlier version of a file of this kind with the most lines in common; null if there is none. */
    @Nullable
    Earlier earlier(Path file, String kind) throws IOException {
        List<Match> matches = matches(kind);
        if (matches.isEmpty()) {
            return null;
        }
        MessageDigest one = ImportSource.sha256();
        try (InputLines lines = InputLines.open(file)) {
            while (lines.next()) {
                if (!lines.isEmpty()) {
                    lines.addTo(one);
                    String digest = digest(one);
                    matches.removeIf(match -> !match.take(lines, digest));
                }
            }
        }
        Earlier best = null;
        for (Match match : matches) {
            if (match.isWhole() && (best == null || match.good > best.good())) {
                best = new Earlier(match.id, match.changed, match.good);
            }
        }
        return best;
    }

    private List<Match> matches(String kind) {
        Map<String, Match> bySource = new TreeMap<>();
        state.importMarks(kind + ":", (source, length) -> {
            int good = source.indexOf(GOOD);
            if (good > 0) {
                String[] parts = source.substring(good + GOOD.length()).split("/", -1);
                bySource.computeIfAbsent(source.substring(0, good), Match::new)
                        .runs
                        .add(new Run(parts[1], parts[2], length));
            }
        });
        return new ArrayList<>(bySource.values());
    }

    private static String padded(long number) {
        return "%012d".formatted(number);
    }

    private static String digest(MessageDigest digest) {
        return HEX.formatHex(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
    }

    private record Run(String first, String all, long lines) {}

    /** How far a file is a version of an earlier one. */
    private static final class Match {
        private final String id;
        private final List<Run> runs = new ArrayList<>();
        private final LineSet changed = new LineSet();
        private final MessageDigest all = ImportSource.sha256();
        private int whole;
        private long taken;
        private long good;

        Match(String id) {
            this.id = id;
        }

        /** The next line; false if the file is no version of it. */
        boolean take(InputLines lines, String digest) {
            Run run = whole < runs.size() ? runs.get(whole) : null;
            if (run == null || (taken == 0 && !run.first().equals(digest))) {
                changed.add(lines.number());
                return true;
            }
            lines.addTo(all);
            taken++;
            if (taken < run.lines()) {
                return true;
            }
            good += taken;
            taken = 0;
            whole++;
            return digest(all).equals(run.all());
        }

        boolean isWhole() {
            return whole == runs.size();
        }
    }
}
