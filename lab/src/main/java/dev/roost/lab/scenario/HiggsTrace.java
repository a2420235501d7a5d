package dev.roost.lab.scenario;

import dev.roost.lab.scenario.Trace.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What people did on Twitter about the Higgs boson, 1 to 7 July 2012: who retweeted, mentioned or replied to whom, with
 * the time in seconds, and who followed whom. SNAP, higgs-twitter; De Domenico, Lima, Mougel and Musolesi, The Anatomy
 * of a Scientific Rumor, Scientific Reports 3:2980, 2013.
 *
 * <p>Several rows of one person in one second are one post: the retweet if one of them is, else the reply. Times are
 * whole seconds there; each act gets a fraction at random, so that it does not begin in step with others.
 */
final class HiggsTrace {
    /** Rows {@code A B seconds RT|RE|MT}: A retweeted, replied to or mentioned B. */
    static final String ACTIVITY = "higgs-activity_time.txt.gz";

    /** Rows {@code follower followee ...}. */
    static final String FOLLOWS = "higgs_follow_derived.tsv.gz";

    private static final long SECOND_NS = 1_000_000_000L;

    private HiggsTrace() {}

    private record Moment(String actor, long second) {}

    private record Row(Deed deed, String other) {}

    /**
     * Reads it from a folder of real data; takes about two seconds.
     *
     * @param folder null if nobody said where real data is
     * @param accountsMax how many people are kept, the most active ones
     */
    static Trace read(@Nullable Path folder, int accountsMax) throws IOException, ScenarioException {
        if (folder == null || !Files.exists(folder.resolve(ACTIVITY)) || !Files.exists(folder.resolve(FOLLOWS))) {
            throw new ScenarioException(
                    "the scenario replays real data, the files " + ACTIVITY + " and " + FOLLOWS + ", and "
                            + (folder == null ? "there is no folder of such data" : folder + " does not have them")
                            + ": set ROOST_DATA_FILES to a folder that does. The first is SNAP's, from"
                            + " https://snap.stanford.edu/data/higgs-twitter.html; docs/measuring-in-depth.md tells what is in them");
        }
        Map<Moment, Row> rows = new HashMap<>();
        TraceFile.lines(folder.resolve(ACTIVITY), "\\s+", parts -> row(parts, rows));
        TraceBuilder trace = new TraceBuilder();
        SplittableRandom random = new SplittableRandom(1);
        rows.entrySet().stream()
                .sorted(Comparator.comparingLong(HiggsTrace::second)
                        .thenComparing(each -> each.getKey().actor()))
                .forEach(each -> trace.act(
                        each.getKey().second() * SECOND_NS + random.nextLong(SECOND_NS),
                        each.getValue().deed(),
                        each.getKey().actor(),
                        each.getValue().other()));
        trace.choose(accountsMax);
        TraceFile.lines(folder.resolve(FOLLOWS), "\\s+", parts -> TraceFile.follow(parts, trace));
        return trace.build();
    }

    private static long second(Map.Entry<Moment, Row> each) {
        return each.getKey().second;
    }

    private static void row(String[] parts, Map<Moment, Row> into) {
        if (parts.length != 4) {
            throw new IllegalArgumentException("not four parts");
        }
        Row row = new Row(
                switch (parts[3]) {
                    case "RT" -> Deed.BOOST;
                    case "RE" -> Deed.REPLY;
                    case "MT" -> Deed.MENTION;
                    default -> throw new IllegalArgumentException("\"" + parts[3] + "\" is none of RT, RE, MT");
                },
                parts[1]);
        into.merge(
                new Moment(parts[0], Long.parseLong(parts[2])),
                row,
                (one, other) -> one.deed.compareTo(other.deed) >= 0 ? one : other);
    }
}
