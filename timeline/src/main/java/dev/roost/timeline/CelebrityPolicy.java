package dev.roost.timeline;

/** Decides who is a celebrity. The deliverer's alone. */
sealed interface CelebrityPolicy permits ThresholdPolicy, CostPolicy {
    /**
     * Decides at a post, before it is delivered or held back.
     *
     * @param celebrity what the author is now
     */
    boolean decide(int author, int subscribers, boolean celebrity);

    /** Decides about anybody when it is time for it; called between posts. */
    void look(long nowMs, HeldBack heldBack);

    static CelebrityPolicy of(CelebrityRule rule, FanOutCosts costs, Rings rings, Subscriptions subscriptions) {
        return switch (rule) {
            case CelebrityRule.Threshold threshold -> new ThresholdPolicy(threshold.activeFollowers());
            case CelebrityRule.ByCost byCost -> new CostPolicy(byCost, costs, rings, subscriptions);
        };
    }
}
