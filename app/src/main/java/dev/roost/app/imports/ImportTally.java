package dev.roost.app.imports;

import java.util.ArrayList;
import java.util.List;

/** What was wrong with the lines of one import. One thread. */
final class ImportTally {
    /** Bad lines that are told in full; of further ones only the count. */
    static final int TOLD = 20;

    private final List<String> told = new ArrayList<>();
    private long bad;
    private long selfFollows;

    /** A line that is not loaded. */
    void bad(String file, long line, String reason) {
        if (bad < TOLD) {
            told.add(file + ":" + line + ": " + reason);
        }
        bad++;
    }

    void selfFollow() {
        selfFollows++;
    }

    long bad() {
        return bad;
    }

    /** What to print about it. */
    List<String> report() {
        List<String> report = new ArrayList<>(told);
        if (bad > told.size()) {
            report.add("and " + Show.count(bad - told.size(), "more bad line", "more bad lines"));
        }
        if (bad > 0) {
            report.add(Show.count(bad, "bad line was", "bad lines were") + " not loaded");
        }
        if (selfFollows > 0) {
            report.add(
                    Show.count(selfFollows, "line says", "lines say") + " that somebody follows themselves: left out");
        }
        return report;
    }
}
