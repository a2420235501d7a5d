package dev.roost.lab.run;

import dev.roost.lab.run.Ledger.Post;
import dev.roost.lab.run.Streams.Arrival;
import dev.roost.telemetry.TimeRecorder;
import dev.roost.telemetry.Times;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How long posts took from their due time to the readers who watch; replies and boosts do not reach all of them. */
final class Delivery {
    private final Members members;
    private final Ledger ledger;
    private final List<Arrival> arrivals;
    private final Set<Integer> watchers;
    private final long startNs;

    Delivery(Members members, Ledger ledger, Streams streams, long startNs) {
        this.members = members;
        this.ledger = ledger;
        this.startNs = startNs;
        arrivals = streams.arrivals();
        watchers = streams.readers();
    }

    /** By the power of ten of the author's followers, such as {@code 10-99}. */
    Map<String, Times> byFollowers(long warmUpNs) {
        Map<String, TimeRecorder> recorders = new TreeMap<>();
        each(
                warmUpNs,
                (post, timeNs) -> recorders
                        .computeIfAbsent(bucket(members.follows().followers(post.author)), name -> new TimeRecorder())
                        .record(timeNs));
        Map<String, Times> times = new TreeMap<>();
        recorders.forEach((name, recorder) -> times.put(name, recorder.times()));
        return times;
    }

    /** All together, with an exact count at {@code thresholdNs}. */
    Times all(long warmUpNs, long thresholdNs) {
        TimeRecorder recorder = new TimeRecorder(thresholdNs);
        each(warmUpNs, (post, timeNs) -> recorder.record(timeNs));
        return recorder.times();
    }

    /** How many arrivals there must have been: each answered post at each follower who watches. */
    long expected(long warmUpNs) {
        long expected = 0;
        for (Post post : ledger.posts()) {
            for (int watcher : watchers) {
                boolean due = post.dueNs >= warmUpNs
                        && post.isAlone()
                        && members.follows().has(watcher, post.author);
                expected += due ? 1 : 0;
            }
        }
        return expected;
    }

    @FunctionalInterface
    private interface Taker {
        void take(Post post, long timeNs);
    }

    /** Every first arrival of a post of this run that counts at a follower of before the run. */
    private void each(long warmUpNs, Taker taker) {
        Map<Integer, Set<Long>> seen = new HashMap<>();
        for (Arrival arrival : arrivals) {
            Post post = ledger.post(arrival.post());
            if (post != null
                    && post.dueNs >= warmUpNs
                    && post.isAlone()
                    && members.follows().has(arrival.reader(), post.author)
                    && seen.computeIfAbsent(arrival.reader(), reader -> new HashSet<>())
                            .add(post.id)) {
                taker.take(post, arrival.atNs() - startNs - post.dueNs);
            }
        }
    }

    /** The power of ten of followers, such as {@code 10-99}. */
    static String bucket(int followers) {
        int from = 1;
        while (followers >= from * 10) {
            from *= 10;
        }
        return from + "-" + (from * 10 - 1);
    }
}
