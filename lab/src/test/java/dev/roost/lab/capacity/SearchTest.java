package dev.roost.lab.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private final List<Step> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.7, 1, 3.3, 40, 900})
    void findsTheHighestLoadWithinATenth(double limit) throws Exception {
        Search.Found found = search(scale -> scale <= limit).run(1);
        assertThat(found.highest()).isBetween(limit / 1.1, limit);
        assertThat(found.lowestMissed()).isBetween(limit, limit * 1.1);
        assertThat(found.searched()).hasSizeLessThan(30);
        assertThat(told).isEqualTo(found.searched());
        assertThat(found.step().scale()).isEqualTo(found.highest());
    }

    @Test
    void luckDoesNotCount() throws Exception {
        boolean[] lucky = {true};
        Search.Found found = search(scale -> {
                    if (scale > 10 && scale < 20 && lucky[0]) {
                        lucky[0] = false;
                        return true;
                    }
                    return scale <= 10;
                })
                .run(1);
        assertThat(found.highest()).isLessThanOrEqualTo(10).isGreaterThan(7);
    }

    @Test
    void badLuckDoesNotCount() throws Exception {
        boolean[] unlucky = {true};
        Search.Found found = search(scale -> {
                    if (scale == 2 && unlucky[0]) {
                        unlucky[0] = false;
                        return false;
                    }
                    return scale <= 10;
                })
                .run(1);
        assertThat(found.highest()).isBetween(10 / 1.1, 10.0);
    }

    @Test
    void nothingIsFoundWhereNothingIsGood() throws Exception {
        Search.Found found = search(scale -> false).run(1);
        assertThat(found.highest()).isZero();
    }

    @Test
    void theEndIsToldWhereNothingIsBad() throws Exception {
        Search.Found found = search(scale -> true).run(1);
        assertThat(found.highest()).isEqualTo(2_048);
        assertThat(found.lowestMissed()).isInfinite();
        assertThat(found.words())
                .isEqualTo(
                        "The objectives were met at every load that was tried, up to x 2048, 2,048 requests a second.");
    }

    @Test
    void whyItStoppedIsSaid() throws Exception {
        assertThat(search(scale -> scale <= 900).run(1).words())
                .contains("twice", "missed at")
                .doesNotContain("Time ran out");
        assertThat(search(scale -> scale <= 900, 125).run(1).words())
                .contains("twice", "missed at x 1024", "Time ran out");
        assertThat(search(scale -> true, 65).run(1).words()).contains("every load that was tried", "Time ran out");
        assertThat(search(scale -> false).run(1).words()).isEqualTo("The objectives were met at no load.");
    }

    @Test
    void aFewRequestsTellNoPercentileOfManyNines() {
        Step step = new Step(1, true, "", 49, 49, 1, 1, 1, 467);
        assertThat(step.tells(99)).isTrue();
        assertThat(step.tells(99.9)).isFalse();
        assertThat(new Step(1, true, "", 49, 49, 1, 1, 1, 49).tells(99)).isFalse();
        assertThat(new Step(1, true, "", 49, 49, 1, 1, 1, 1_000).tells(99.9)).isTrue();
        assertThat(new Step(1, true, "", 49, 49, 1, 1, 1, 100).tells(99)).isTrue();
    }

    @Test
    void narrowsNoFurtherWhenTimeRunsShort() throws Exception {
        Search.Found found = search(scale -> scale <= 900, 125).run(1);
        // Ten doublings; then the last one that was met is asked for again.
        assertThat(found.searched()).hasSize(12);
        assertThat(found.highest()).isEqualTo(512);
        assertThat(found.lowestMissed()).isEqualTo(1_024);
    }

    private Search search(DoublePredicate good) {
        return search(good, Long.MAX_VALUE);
    }

    /** Each step takes 10 ns. */
    private Search search(DoublePredicate good, long budgetNs) {
        long[] nowNs = {0};
        return new Search(
                scale -> {
                    nowNs[0] += 10;
                    return new Step(scale, good.test(scale), "", scale, scale, 1, 1, 1, 1_000);
                },
                told::add,
                () -> nowNs[0],
                budgetNs);
    }
}
