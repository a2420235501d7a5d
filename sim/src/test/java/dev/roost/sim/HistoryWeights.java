package dev.roost.sim;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Which kinds of steps a history has, and how often each comes. */
final class HistoryWeights {
    /** All that half of the histories do: what timelines are made of. */
    private static final Set<String> FOCUS = Set.of(
            "post",
            "boost",
            "follow",
            "page",
            "walk",
            "unfollow",
            "delete",
            "unboost",
            "edit",
            "mute",
            "block",
            "evict",
            "suspend",
            "strategy");

    final Map<String, Integer> weights = new TreeMap<>();
    private final Random random;
    private final boolean focused;

    HistoryWeights(Random random, boolean focused) {
        this.random = random;
        this.focused = focused;
        weigh("post", 30, 1.0);
        weigh("boost", 15, 0.9);
        weigh("talk", 8, 0.4);
        weigh("conversation", 3, 0.4);
        weigh("follow", 20, 1.0);
        weigh("page", 25, 1.0);
        weigh("walk", 3, 0.9);
        weigh("reads", 4, 0.5);
        weigh("unfollow", 4, 0.8);
        weigh("delete", 5, 0.8);
        weigh("unboost", 3, 0.7);
        weigh("edit", 3, 0.6);
        weigh("change-post", 3, 0.5);
        weigh("change-profile", 2, 0.5);
        weigh("approve", 1, 0.2);
        weigh("mark", 5, 0.5);
        weigh("unmark", 2, 0.5);
        weigh("block", 2, 0.6);
        weigh("unblock", 2, 0.6);
        weigh("mute", 3, 0.6);
        weigh("unmute", 1, 0.6);
        weigh("profile", 2, 0.5);
        weigh("replace-profile", 1, 0.2);
        weigh("answer", 4, 0.7);
        weigh("list", 1, 0.4);
        weigh("relist", 1, 0.4);
        weigh("unlist", 1, 0.3);
        weigh("enlist", 3, 0.5);
        weigh("delist", 1, 0.4);
        weigh("dismiss", 1, 0.4);
        weigh("clear", 1, 0.3);
        weigh("marker", 1, 0.3);
        weigh("account", 1, 0.3);
        weigh("standing", 1, 0.2);
        weigh("suspend", 3, 0.3);
        weigh("erase", 1, 0.1);
        weigh("password", 1, 0.1);
        weigh("signin", 4, 0.25);
        weigh("import-accounts", 1, 0.15);
        weigh("import-follows", 2, 0.25);
        weigh("import-posts", 3, 0.3);
        weigh("import-records", 2, 0.2);
        weigh("evict", 4, 0.7);
        weigh("evictall", 1, 0.5);
        weigh("strategy", 2, 0.6);
        weigh("restart", 1, 0.4);
    }

    private void weigh(String verb, int weight, double chance) {
        boolean wanted = !focused || FOCUS.contains(verb);
        if (random.nextDouble() < chance && wanted) {
            weights.put(verb, 1 + random.nextInt(weight * 2));
        }
    }
}
