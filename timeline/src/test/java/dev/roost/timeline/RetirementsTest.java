package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetirementsTest {
    private static final int AUTHORS = 60;

    private final Rings rings = new Rings(8, 1_000);
    private final Subscriptions subscriptions = new Subscriptions();
    private final Retirements retirements = new Retirements(rings, subscriptions);
    /** Authors of the readers who are there, by slot. */
    private final Map<Integer, int[]> active = new HashMap<>();

    @Test
    void slotsAreFreeOnceNoListHasThem() {
        Random random = new Random(7);
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) > 0) {
                come(random);
            } else if (!active.isEmpty()) {
                go(active.keySet().iterator().next());
            }
            retirements.work();
            if (step % 500 == 0) {
                everyActiveReaderIsInEveryList();
            }
        }
        retirements.hurry();
        workOff();
        retirements.hurry();
        workOff();
        assertThat(retirements.size()).isZero();
        assertThat(rings.inUse()).isEqualTo(active.size());
        assertThat(lists()).isEqualTo(wanted());
    }

    @Test
    void fewAmongManyWaitUntilTheyAreHurried() {
        Random random = new Random(8);
        for (int i = 0; i < 100; i++) {
            come(random);
        }
        List<Integer> slots = new ArrayList<>(active.keySet());
        go(slots.get(0));
        assertThat(retirements.work()).isFalse();
        assertThat(retirements.size()).isEqualTo(1);

        retirements.hurry();
        workOff();
        assertThat(retirements.size()).isZero();
        assertThat(lists()).isEqualTo(wanted());
    }

    @Test
    void aSixteenthOfAllGoesUnasked() {
        Random random = new Random(9);
        for (int i = 0; i < 160; i++) {
            come(random);
        }
        List<Integer> slots = new ArrayList<>(active.keySet());
        slots.subList(0, 10).forEach(this::go);
        workOff();
        assertThat(retirements.size()).isZero();
        assertThat(rings.inUse()).isEqualTo(150);
    }

    private void come(Random random) {
        int slot = rings.take();
        if (slot < 0) {
            retirements.hurry();
            return;
        }
        int[] authors = random.ints(0, AUTHORS).limit(12).distinct().toArray();
        for (int author : authors) {
            subscriptions.add(author, slot);
        }
        assertThat(active.put(slot, authors)).isNull();
    }

    private void go(int slot) {
        retirements.add(slot, active.remove(slot));
    }

    private void workOff() {
        while (retirements.work()) {
            everyActiveReaderIsInEveryList();
        }
    }

    private void everyActiveReaderIsInEveryList() {
        List<Set<Integer>> lists = lists();
        active.forEach((slot, authors) -> assertThat(Arrays.stream(authors).mapToObj(lists::get))
                .allSatisfy(list -> assertThat(list).contains(slot)));
    }

    /** The lists, each with every slot once. */
    private List<Set<Integer>> lists() {
        List<Set<Integer>> lists = new ArrayList<>();
        for (int author = 0; author < AUTHORS; author++) {
            Set<Integer> list = new TreeSet<>();
            for (int i = 0; i < subscriptions.size(author); i++) {
                assertThat(list.add(subscriptions.slots(author)[i])).isTrue();
            }
            lists.add(list);
        }
        return lists;
    }

    private List<Set<Integer>> wanted() {
        List<Set<Integer>> wanted = new ArrayList<>();
        for (int author = 0; author < AUTHORS; author++) {
            wanted.add(new TreeSet<>());
        }
        active.forEach((slot, authors) ->
                Arrays.stream(authors).forEach(author -> wanted.get(author).add(slot)));
        return wanted;
    }
}
