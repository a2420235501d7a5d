package dev.roost.app.imports;

import java.util.ArrayList;
import java.util.List;

/** Entries of an import that changed nothing, and why. One thread. */
final class Skipped {
    private long follows;
    private long posts;
    private long records;

    void follows(long more) {
        follows += more;
    }

    void posts(long more) {
        posts += more;
    }

    void records(long more) {
        records += more;
    }

    /** How many, and what they are. */
    @Override
    public String toString() {
        List<String> what = new ArrayList<>();
        if (follows > 0) {
            what.add(Show.count(follows, "follow was", "follows were") + " there already, or one blocks the other");
        }
        if (posts > 0) {
            what.add(Show.count(posts, "boost or edit", "boosts or edits")
                    + " changed nothing: there already, or of a post that this account may not boost or edit");
        }
        if (records > 0) {
            what.add(Show.count(records, "other fact was", "other facts were")
                    + " there already, or not possible beside what is there");
        }
        String count = Show.count(follows + posts + records, "entry", "entries") + " skipped";
        return what.isEmpty() ? count : count + ": " + String.join("; ", what);
    }
}
