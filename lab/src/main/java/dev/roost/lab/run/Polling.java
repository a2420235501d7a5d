package dev.roost.lab.run;

import dev.roost.lab.drive.Requests;
import dev.roost.lab.run.Ledger.Post;
import dev.roost.lab.run.Pages.Page;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How long posts took from their due time to readers who look at their home timeline again and again: to the first look
 * that shows them. Most of it is the time between two looks.
 */
final class Polling {
    private final Members members;
    private final Requests requests;
    private final Ledger ledger;

    Polling(Members members, Requests requests, Ledger ledger) {
        this.members = members;
        this.requests = requests;
        this.ledger = ledger;
    }

    /**
     * By the followers of the author, as {@link Delivery#bucket}. Counts the posts that were due after a reader's first
     * look, and are on the newest page of a later one.
     */
    Map<String, Times> byFollowers(List<Page> pages, long warmUpNs) {
        Map<Integer, List<Page>> looks = new HashMap<>();
        for (Page each : pages) {
            if (each.below() == Long.MAX_VALUE) {
                looks.computeIfAbsent(requests.actor(each.row()), reader -> new ArrayList<>())
                        .add(each);
            }
        }
        Map<String, TimeRecorder> recorders = new TreeMap<>();
        looks.forEach((reader, own) -> {
            own.sort(Comparator.comparingLong(each -> requests.doneNs(each.row())));
            add(reader, own, warmUpNs, recorders);
        });
        Map<String, Times> times = new TreeMap<>();
        recorders.forEach((name, recorder) -> times.put(name, recorder.times()));
        return times;
    }

    private void add(int reader, List<Page> looks, long warmUpNs, Map<String, TimeRecorder> recorders) {
        long firstNs = requests.sentNs(looks.getFirst().row());
        Set<Long> seen = new HashSet<>();
        for (Page look : looks) {
            for (long id : look.ids()) {
                Post post = ledger.post(id);
                if (post != null
                        && post.dueNs >= Math.max(firstNs, warmUpNs)
                        && members.follows().has(reader, post.author)
                        && seen.add(id)) {
                    recorders
                            .computeIfAbsent(
                                    Delivery.bucket(members.follows().followers(post.author)),
                                    name -> new TimeRecorder())
                            .record(requests.doneNs(look.row()) - post.dueNs);
                }
            }
        }
    }
}
