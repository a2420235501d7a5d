package dev.roost.sim;

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
        int celebrity,
        int capacity,
        long boostWindowMs,
        int maxActive) {
    static SimSettings of(Map<String, String> settings) {
        return new SimSettings(
                Integer.parseInt(settings.get("accounts")),
                Integer.parseInt(settings.getOrDefault("group", "1")),
                settings.getOrDefault("store", "memory"),
                settings.getOrDefault("strategy", "HYBRID"),
                Integer.parseInt(settings.getOrDefault("celebrity", "2")),
                Integer.parseInt(settings.getOrDefault("capacity", "8")),
                Long.parseLong(settings.getOrDefault("window", "86400000")),
                Integer.parseInt(settings.getOrDefault("active", "1000")));
    }
}
