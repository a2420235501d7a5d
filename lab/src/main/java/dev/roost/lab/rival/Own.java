package dev.roost.lab.rival;

/**
 * This generator, as others can be compared with it. Most of them wake at whole milliseconds and send what has fallen
 * due since the last one, one after the other: the server has then as many to answer at once. And most count from when
 * they turned to a request, and not from when it was due. So there are four ways to say what this generator measured,
 * of two runs: each request when it is due, and all of a millisecond at once.
 */
public enum Own {
    /** Each when it is due, times from then: what it tells otherwise. */
    DUE("roost lab", false, true),
    /** The same run, times from when it turned to a request. */
    STARTED("roost lab, started", false, false),
    /** All of a millisecond at once. */
    STEPS_DUE("roost lab, ms", true, true),
    /** The same run, times from when it turned to a request. */
    STEPS_STARTED("roost lab, ms, started", true, false);

    private final String label;
    private final boolean steps;
    private final boolean fromDue;

    Own(String label, boolean steps, boolean fromDue) {
        this.label = label;
        this.steps = steps;
        this.fromDue = fromDue;
    }

    /** How it is called in the figures. */
    public String label() {
        return label;
    }

    /** The first of the two that are told of the same run as the one of this label. */
    static String sameRun(String label) {
        for (Own each : values()) {
            if (each.label.equals(label)) {
                return like(each.steps, true).label;
            }
        }
        throw new IllegalArgumentException("no way of running is called " + label);
    }

    /** The one that does as a tool does. */
    static Own like(boolean steps, boolean fromDue) {
        for (Own each : values()) {
            if (each.steps == steps && each.fromDue == fromDue) {
                return each;
            }
        }
        throw new IllegalStateException("every way is among the four");
    }
}
