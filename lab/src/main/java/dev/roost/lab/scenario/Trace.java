package dev.roost.lab.scenario;

import java.util.List;

/**
 * What people once did, and who followed whom among them. Immutable.
 *
 * @param acts by time, the first one at 0
 * @param follows among those who act; accounts are numbered from the most active one on
 */
public record Trace(List<Act> acts, Follows follows) {
    /** Nothing at all. */
    static final Trace NONE = new Trace(List.of(), new Follows(new int[0][]));

    /** Stands for nobody. */
    public static final int NOBODY = -1;

    /** What can be in a trace. */
    public enum Deed {
        /** A post. */
        POST,
        /** A post that names somebody. */
        MENTION,
        /** An answer to somebody's newest post. */
        REPLY,
        /** Somebody's newest post, passed on. */
        BOOST,
        /** A look at the home timeline. */
        HOME,
        /** A reader who opens home and pages down. */
        SESSION,
        /** A follow. */
        FOLLOW,
        /** One of the newest posts is marked. */
        FAVOURITE,
        /** All calls of an app that starts. */
        APP_START;

        /** Whether it needs somebody whom it is about. */
        boolean isAboutSomebody() {
            return this == MENTION || this == REPLY || this == BOOST || this == FOLLOW;
        }
    }

    /**
     * Something that somebody did.
     *
     * @param atNs from the first act
     * @param actor by number
     * @param other whom it is about, by number, or {@link #NOBODY}
     */
    public record Act(long atNs, Deed deed, int actor, int other) {}

    /** From the first act to the last. */
    public long lengthNs() {
        return acts.isEmpty() ? 0 : acts.getLast().atNs();
    }
}
