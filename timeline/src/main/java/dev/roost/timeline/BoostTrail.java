package dev.roost.timeline;

import java.util.Arrays;

/**
 * What the rules ask about a post that is boosted: its own facts, and its boosts by id upwards. Immutable; an append
 * shares nothing, so it costs the length.
 *
 * @param original {@link PostFacts#GONE} if there is no such post
 * @param createdAtMs each boost's own time; imported ones need not be in order
 */
record BoostTrail(PostFacts original, long[] ids, int[] boosters, long[] createdAtMs) {
    private static final long[] NO_IDS = {};
    private static final int[] NO_BOOSTERS = {};

    static BoostTrail none(PostFacts original) {
        return new BoostTrail(original, NO_IDS, NO_BOOSTERS, NO_IDS);
    }

    BoostTrail with(long id, int booster, long atMs) {
        int size = ids.length;
        if (size > 0 && ids[size - 1] >= id) {
            return this;
        }
        long[] moreIds = Arrays.copyOf(ids, size + 1);
        int[] moreBoosters = Arrays.copyOf(boosters, size + 1);
        long[] moreTimes = Arrays.copyOf(createdAtMs, size + 1);
        moreIds[size] = id;
        moreBoosters[size] = booster;
        moreTimes[size] = atMs;
        return new BoostTrail(original, moreIds, moreBoosters, moreTimes);
    }

    /** After an edit of the original. */
    BoostTrail of(PostFacts edited) {
        return new BoostTrail(edited, ids, boosters, createdAtMs);
    }

    BoostTrail without(long id) {
        int at = Arrays.binarySearch(ids, id);
        if (at < 0) {
            return this;
        }
        int size = ids.length - 1;
        long[] lessIds = new long[size];
        int[] lessBoosters = new int[size];
        long[] lessTimes = new long[size];
        System.arraycopy(ids, 0, lessIds, 0, at);
        System.arraycopy(ids, at + 1, lessIds, at, size - at);
        System.arraycopy(boosters, 0, lessBoosters, 0, at);
        System.arraycopy(boosters, at + 1, lessBoosters, at, size - at);
        System.arraycopy(createdAtMs, 0, lessTimes, 0, at);
        System.arraycopy(createdAtMs, at + 1, lessTimes, at, size - at);
        return new BoostTrail(original, lessIds, lessBoosters, lessTimes);
    }

    int size() {
        return ids.length;
    }
}
