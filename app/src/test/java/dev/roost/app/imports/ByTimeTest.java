package dev.roost.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.imports.ByTime.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByTimeTest {
    /** Whatever part of them can be held at a time. */
    @ParameterizedTest
    @CsvSource({"0, 4", "1, 1", "3, 4", "4, 4", "5, 4", "8, 4", "9, 4", "1000, 7", "1000, 500", "1000, 2000"})
    void tellsEachOnceInOrder(int relations, int heldMax) {
        List<Relation> inOrder = new ArrayList<>();
        for (int i = 1; i <= relations; i++) {
            inOrder.add(new Relation(i * 4_096L + i % 3, i % 17, i));
        }
        List<Relation> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(relations));
        assertThat(told(shuffled, heldMax)).isEqualTo(inOrder);
        assertThat(told(inOrder, heldMax)).isEqualTo(inOrder);
        shuffled.sort(Comparator.comparingLong(Relation::sequence).reversed());
        assertThat(told(shuffled, heldMax)).isEqualTo(inOrder);
    }

    private static List<Relation> told(List<Relation> read, int heldMax) {
        List<Relation> told = new ArrayList<>();
        new ByTime(heldMax)
                .each(visitor -> read.forEach(r -> visitor.relation(r.sequence(), r.from(), r.to())), told::add);
        return told;
    }
}
