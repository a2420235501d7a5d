package dev.roost.timeline;

/** A celebrity has more active subscriptions than a threshold, and remains one down to half of it. */
final class ThresholdPolicy implements CelebrityPolicy {
    private final int threshold;

    ThresholdPolicy(int threshold) {
        this.threshold = threshold;
    }

    @Override
    public boolean decide(int author, int subscribers, boolean celebrity) {
        return celebrity ? subscribers >= threshold / 2 : subscribers > threshold;
    }

    @Override
    public void look(long nowMs, HeldBack heldBack) {
        // What has changed is noticed at the author's next post; until then it makes no difference.
    }
}
