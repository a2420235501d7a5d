package dev.roost.runtime;

import dev.roost.timeline.TimelineSettings;

/** How a node runs. */
public record RoostSettings(TimelineSettings timelines) {
    /** What an operator gets who sets nothing. */
    public static final RoostSettings DEFAULT = new RoostSettings(TimelineSettings.DEFAULT);
}
