package dev.roost.timeline;

/** Who is a celebrity, so that the posts are merged at read time instead of being delivered (hybrid only). */
public sealed interface CelebrityRule {
    /**
     * Who has more active subscriptions than this; until there are fewer than half of it.
     *
     * @param activeFollowers at least 1
     */
    record Threshold(int activeFollowers) implements CelebrityRule {
        public Threshold {
            if (activeFollowers < 1) {
                throw new IllegalArgumentException("a threshold is at least 1");
            }
        }
    }

    /**
     * Whose deliveries cost more than the merges that they save, as measured meanwhile. See {@link CostPolicy}.
     *
     * @param intervalMs between two looks at the figures; 0 to look after every few posts
     * @param patience how much the present way may have cost more than the other before it is left, as a share of what
     *     leaving it and coming back costs; 0 to leave it at every look, which is for tests
     */
    record ByCost(long intervalMs, double patience) implements CelebrityRule {
        /** A look each second; as patient as the change is dear, so that all changes cost at most what they save. */
        public static final ByCost DEFAULT = new ByCost(1_000, 1);

        public ByCost {
            if (intervalMs < 0 || !(patience >= 0)) {
                throw new IllegalArgumentException("interval and patience are at least 0");
            }
        }
    }
}
