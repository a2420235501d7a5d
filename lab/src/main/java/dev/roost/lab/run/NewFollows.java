package dev.roost.lab.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Who follows whom after a run. Of a follow that was not answered in time nobody knows whether it is in force: the
 * server is asked, or later runs with the same accounts would take its posts for somebody's whom the reader does not
 * follow.
 */
final class NewFollows {
    /** How long the server is asked. One that does not answer any more is not asked again. */
    private static final long ASKING_NS = 10_000_000_000L;

    private final Api api;
    private final Members members;
    private final Ledger ledger;

    NewFollows(Api api, Members members, Ledger ledger) {
        this.api = api;
        this.members = members;
        this.ledger = ledger;
    }

    /** The members with the follows that the run added. */
    Members known() throws InterruptedException {
        List<int[]> added = new ArrayList<>();
        for (Ledger.Follow each : ledger.follows()) {
            add(each.reader(), each.author(), added);
        }
        long untilNs = System.nanoTime() + ASKING_NS;
        try {
            for (Ledger.Asked each : ledger.unanswered()) {
                if (System.nanoTime() - untilNs < 0 && isInForce(each)) {
                    add(each.reader(), each.author(), added);
                }
            }
        } catch (LabException noAnswer) {
            // What it answered so far is all that will be known.
        }
        return members.with(added);
    }

    private void add(int reader, int author, List<int[]> added) {
        if (!members.follows().has(reader, author)) {
            added.add(new int[] {reader, author});
        }
    }

    private boolean isInForce(Ledger.Asked asked) throws LabException, InterruptedException {
        return api.get(
                        "/api/v1/accounts/relationships?id%5B%5D="
                                + members.ids().get(asked.author()),
                        members.tokens().get(asked.reader()))
                .path(0)
                .path("following")
                .asBoolean(false);
    }
}
