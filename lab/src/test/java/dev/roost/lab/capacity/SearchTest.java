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
        assertThat(found.searched()).hasSizeLessThan(20);
        assertThat(found.upAndDown()).hasSize(9);
        assertThat(told).hasSize(found.searched().size() + 9);
        assertThat(found.upAndDown().getFirst().scale())
                .isEqualTo(found.upAndDown().getLast().scale());
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
    void nothingIsFoundWhereNothingIsGood() throws Exception {
        Search.Found found = search(scale -> false).run(1);
        assertThat(found.highest()).isZero();
        assertThat(found.upAndDown()).isEmpty();
    }

    @Test
    void theEndIsToldWhereNothingIsBad() throws Exception {
        Search.Found found = search(scale -> true).run(1);
        assertThat(found.highest()).isEqualTo(2_048);
        assertThat(found.lowestMissed()).isInfinite();
    }

    private Search search(DoublePredicate good) {
        return new Search(scale -> new Step(scale, good.test(scale), "", scale, scale, 1, 1, 1), told::add);
    }
}
