package dev.roost.lab.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roost.lab.compare.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void anotherOneBeginsEachRound() {
        List<String> all = List.of("a", "b", "c");
        assertThat(Rounds.inTurn(all, 0)).containsExactly("a", "b", "c");
        assertThat(Rounds.inTurn(all, 1)).containsExactly("b", "c", "a");
        assertThat(Rounds.inTurn(all, 5)).containsExactly("c", "a", "b");
    }

    @Test
    void aToolIsComparedRoundByRound() {
        Rounds rounds = new Rounds();
        // The machine was ten times slower in the second round, for both.
        for (long slow : new long[] {1, 10, 1}) {
            rounds.add(outcome(Own.DUE.label(), "", 100 * slow, 0));
            rounds.add(outcome("tool", Own.STARTED.label(), 200 * slow, 0));
        }
        assertThat(rounds.besides())
                .filteredOn(each -> each.contrast().measure().equals("p50"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.own()).isEqualTo(Own.DUE.label());
                    assertThat(each.contrast().ratio()).isEqualTo(2);
                    assertThat(each.contrast().lowest()).isEqualTo(2);
                    assertThat(each.contrast().highest()).isEqualTo(2);
                    assertThat(each.contrast().firstNs()).isEqualTo(100);
                    assertThat(each.contrast().isClear()).isTrue();
                });
    }

    @Test
    void aToolIsComparedWithTheRunThatIsLikeItToo() {
        Rounds rounds = new Rounds();
        rounds.add(outcome(Own.DUE.label(), "", 100, 0));
        rounds.add(outcome(Own.STEPS_STARTED.label(), "", 50, 0));
        rounds.add(outcome("tool", Own.STEPS_STARTED.label(), 100, 0));
        rounds.add(outcome("closed", "", 100, 0));
        assertThat(rounds.besides()).extracting(Rounds.Beside::tool).containsOnly("tool");
        assertThat(rounds.besides())
                .filteredOn(each -> each.contrast().measure().equals("p50"))
                .extracting(Rounds.Beside::own, each -> each.contrast().ratio())
                .containsExactly(tuple(Own.DUE.label(), 1.0), tuple(Own.STEPS_STARTED.label(), 2.0));
    }

    @Test
    void whatAToolDoesNotTellIsAbsent() {
        Rounds rounds = new Rounds();
        rounds.add(outcome("tool", "", 100, -1));
        rounds.add(outcome("tool", "", 300, -1));
        rounds.add(outcome("tool", "", 200, -1));
        Rounds.Standing standing = rounds.standings().getFirst();
        assertThat(standing.times()).containsOnlyKeys("p50", "p90", "p99", "longest");
        assertThat(standing.times().get("p50")).isEqualTo(new Spread(200, 100, 300));
        assertThat(standing.failed()).isEqualTo(3);
        assertThat(standing.voided()).isEqualTo(3);
    }

    private static Outcome outcome(String tool, String like, long p50Ns, long p999Ns) {
        return new Outcome(tool, true, like, 5_000, 5_000, 1, p50Ns, p50Ns, p50Ns, p999Ns, p50Ns, "void");
    }
}
