package dev.roost.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roost.lab.drive.Plan;
import dev.roost.lab.drive.Requests;
import dev.roost.lab.scenario.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreensTest {
    private static final long LENGTH_NS = 20_000_000_000L;

    @Test
    void everySizeHasItsShareOfTheCallsAndEachScreenIsDueAtOnce() {
        Plan plan = new Plan();
        plan.add(0, Kind.HOME.number(), 0, 0);
        Screens.add(plan, 600, LENGTH_NS, 100, new SplittableRandom(1));
        Requests requests = plan.requests();
        TreeMap<Integer, Integer> rows = new TreeMap<>();
        TreeMap<Integer, Set<Long>> due = new TreeMap<>();
        for (int row = 0; row < requests.size(); row++) {
            if (requests.group(row) != Plan.NONE) {
                rows.merge(requests.group(row), 1, Integer::sum);
                due.computeIfAbsent(requests.group(row), group -> new HashSet<>())
                        .add(requests.dueNs(row));
            }
        }
        assertThat(due.values()).allMatch(each -> each.size() == 1);
        assertThat(new HashSet<>(rows.values())).containsExactlyInAnyOrderElementsOf(Screens.SIZES);
        for (int size : Screens.SIZES) {
            int calls = rows.values().stream()
                    .filter(each -> each == size)
                    .mapToInt(each -> each)
                    .sum();
            // A hundred calls a second of each size; of the largest there are few screens, so chance matters.
            assertThat((double) calls).isCloseTo(2_000, within(1_000.0));
        }
    }

    @Test
    void theCelebrityPostsInBursts() {
        Plan plan = new Plan();
        Behind.addCelebrity(plan, 2_000_000_000L);
        Requests requests = plan.requests();
        List<Long> moments = IntStream.range(0, requests.size())
                .mapToObj(requests::dueNs)
                .distinct()
                .toList();
        assertThat(requests.size()).isEqualTo(40);
        assertThat(moments).containsExactly(0L, 500_000_000L, 1_000_000_000L, 1_500_000_000L);
        assertThat(IntStream.range(0, requests.size()).map(requests::actor)).containsOnly(0);
    }

    @Test
    void whatWasNeverAnsweredCountsNowhere() {
        Plan plan = new Plan();
        Screens.add(plan, 600, 1_000_000_000L, 100, new SplittableRandom(1));
        Behind.addCelebrity(plan, 1_000_000_000L);
        Requests requests = plan.requests();
        assertThat(Screens.of(requests, 0)).isEmpty();
        assertThat(Behind.celebrity(requests, 0, 10)).isEmpty();
    }
}
