package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CostPolicyTest {
    private static final int AUTHOR = 7;
    private static final int READERS = 1_000;
    private static final int LOOKS = 2_000;

    private final FanOutCosts costs = new FanOutCosts(true);
    private final Rings rings = new Rings(8, READERS);
    private final Subscriptions subscriptions = new Subscriptions();
    private final HeldBack heldBack =
            new HeldBack(rings, subscriptions, new ByAccount(), costs, new ActiveReader[READERS]);
    private final CostPolicy policy = new CostPolicy(new CelebrityRule.ByCost(1_000, 1), costs, rings, subscriptions);
    private long nowMs;

    /** Deliveries for which a subscriber could have had one merge more in a page. */
    private final int postsPerPage = (int) (costs.mergeNanos() / costs.deliveryNanos());

    CostPolicyTest() {
        for (int slot = 0; slot < READERS; slot++) {
            rings.take();
            subscriptions.add(AUTHOR, slot);
        }
    }

    @Test
    void nothingHappensNothingChanges() {
        looks(LOOKS, 0, 0);
        assertThat(heldBack.changes()).isZero();
    }

    @Test
    void postsThatNobodyReadsAreHeldBackInTheEnd() {
        looks(1, 1, 0);
        assertThat(heldBack.holds(AUTHOR)).isFalse();
        looks(LOOKS, 1, 0);
        assertThat(heldBack.holds(AUTHOR)).isTrue();
        assertThat(heldBack.changes()).isEqualTo(1);
    }

    @Test
    void pagesBringThemBack() {
        looks(LOOKS, 1, 0);
        looks(LOOKS, 0, 1);
        assertThat(heldBack.holds(AUTHOR)).isFalse();
        assertThat(heldBack.changes()).isEqualTo(2);
    }

    @Test
    void whoIsReadMoreThanWorthIsNeverHeldBack() {
        looks(LOOKS, 1, 1);
        assertThat(heldBack.changes()).isZero();
    }

    @Test
    void whoPostsMoreThanIsReadBecomesACelebrityOnce() {
        looks(LOOKS, 2 * postsPerPage + 2, 1);
        assertThat(heldBack.holds(AUTHOR)).isTrue();
        assertThat(heldBack.changes()).isEqualTo(1);
    }

    @Test
    void shortPeaksInBothDirectionsDoNotFlap() {
        for (int i = 0; i < LOOKS; i++) {
            looks(1, 5 * postsPerPage, 0);
            looks(1, 0, 5);
        }
        assertThat(heldBack.changes()).isZero();
    }

    @Test
    void anAuthorWithoutActiveFollowersIsNoCelebrity() {
        looks(LOOKS, 1, 0);
        BitSet all = new BitSet();
        all.set(0, READERS);
        subscriptions.removeAll(AUTHOR, all);
        looks(1, 1, 0);
        assertThat(heldBack.holds(AUTHOR)).isFalse();
    }

    @Test
    void betweenTwoLooksNothingIsDecided() {
        looks(1, 0, 0);
        for (int i = 0; i < LOOKS; i++) {
            policy.decide(AUTHOR, READERS, false);
            policy.look(nowMs + 999, heldBack);
        }
        assertThat(heldBack.changes()).isZero();
    }

    /** Looks, each after so many posts and after so many pages of each reader. */
    private void looks(int looks, int posts, int pages) {
        for (int i = 0; i < looks; i++) {
            for (int post = 0; post < posts; post++) {
                policy.decide(AUTHOR, subscriptions.size(AUTHOR), heldBack.holds(AUTHOR));
            }
            for (int page = 0; page < pages * READERS; page++) {
                costs.timesPage();
            }
            nowMs += 1_000;
            policy.look(nowMs, heldBack);
            while (heldBack.mendSome()) {
                // until all rings have what they lack
            }
        }
    }
}
