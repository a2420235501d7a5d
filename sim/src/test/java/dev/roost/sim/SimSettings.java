package dev.roost.sim;

import dev.roost.timeline.CelebrityRule;
import java.util.Map;

/**
 * How a history is run.
 *
 * @param accounts that exist from the start, numbered from 1
 * @param group commands that share a commit, where the subject lets one choose
 * @param store {@code memory} or {@code disk}
 */
record SimSettings(
        int accounts,
        int group,
        String store,
        String strategy,
        CelebrityRule celebrities,
        int capacity,
        long boostWindowMs,
        int maxActive) {
    static SimSettings of(Map<String, String> settings) {
        return new SimSettings(
                Integer.parseInt(settings.get("accounts")),
                Integer.parseInt(settings.getOrDefault("group", "1")),
                settings.getOrDefault("store", "memory"),
                settings.getOrDefault("strategy", "HYBRID"),
                celebrities(settings.getOrDefault("celebrity", "2")),
                Integer.parseInt(settings.getOrDefault("capacity", "8")),
                Long.parseLong(settings.getOrDefault("window", "86400000")),
                Integer.parseInt(settings.getOrDefault("active", "1000")));
    }

    /** A threshold, or {@code auto}: changing every second of the history, whatever it costs. */
    private static CelebrityRule celebrities(String text) {
        return text.equals("auto")
                ? new CelebrityRule.ByCost(1_000, 0)
                : new CelebrityRule.Threshold(Integer.parseInt(text));
    }
}
