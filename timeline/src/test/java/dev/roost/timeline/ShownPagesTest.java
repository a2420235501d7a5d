package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.core.StateReader;
import dev.roost.core.StateView;
import dev.roost.core.Table;
import dev.roost.model.AccountId;
import dev.roost.model.PageRequest;
import dev.roost.timeline.ShownPages.Shown;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownPagesTest {
    private static final int READER = 7;
    private static final int SLOT = 3;
    private static final int GENERATION = 5;

    private final ShownPages pages = new ShownPages(1_000);
    private final Removals removals = new Removals();

    @Test
    void findsWhatWasKeptForTheReaderAlone() {
        Shown shown = shown(40, 36, 32);
        pages.keep(shown);
        assertThat(pages.find(READER)).isSameAs(shown);
        assertThat(pages.find(READER + 1)).isNull();
        Shown newer = shown(44, 40, 36);
        pages.keep(newer);
        assertThat(pages.find(READER)).isSameAs(newer);
    }

    @Test
    void doesNotAnswerForWhatLiesBelow() {
        Shown shown = shown(40, 36, 32);
        assertThat(shown.slice(Long.MAX_VALUE, PageRequest.newest(2))).containsExactly(40, 36);
        assertThat(shown.slice(39, PageRequest.newest(2))).containsExactly(36, 32);
        assertThat(shown.slice(39, PageRequest.newest(3))).isNull();
        assertThat(new Shown(READER, SLOT, GENERATION, 0, 40, true, shown.ids()).slice(39, PageRequest.newest(3)))
                .containsExactly(36, 32);
    }

    @Test
    void putsWhatHasComeBeforeIt() {
        Shown both = shown(40, 36).under(new long[] {48, 44, 0}, 2, 48);
        assertThat(both.ids()).containsExactly(48, 44, 40, 36);
        assertThat(both.upTo()).isEqualTo(48);
        long[] many = LongStream.range(0, ShownPages.ENTRIES_MAX)
                .map(i -> 4_000 - 4 * i)
                .toArray();
        Shown full = new Shown(READER, SLOT, GENERATION, 0, 4_000, true, many).under(new long[] {4_004}, 1, 4_004);
        assertThat(full.ids()).hasSize(ShownPages.ENTRIES_MAX).startsWith(4_004, 4_000);
        assertThat(full.whole()).isFalse();
    }

    @Test
    void losesRemovedPosts() {
        Shown shown = shown(40, 36, 32);
        removals.add(36, 9);
        removals.add(100, 9);
        Shown left = shown.after(removals, removals.count(), active(SLOT, GENERATION));
        assertThat(left).isNotNull();
        assertThat(left.ids()).containsExactly(40, 32);
        assertThat(left.removals()).isEqualTo(2);
    }

    @Test
    void isForgottenAfterMoreRemovalsThanAreKept() {
        for (int i = 0; i <= Removals.KEPT; i++) {
            removals.add(4_000 + 4 * i, 9);
        }
        assertThat(shown(40, 36).after(removals, removals.count(), active(SLOT, GENERATION)))
                .isNull();
    }

    @Test
    void isForgottenWithTheUseOfItsSlot() {
        assertThat(shown(40).after(removals, 0, active(SLOT, GENERATION))).isNotNull();
        assertThat(shown(40).after(removals, 0, active(SLOT, GENERATION + 1))).isNull();
        assertThat(shown(40).after(removals, 0, active(SLOT + 1, GENERATION))).isNull();
    }

    private static Shown shown(long... ids) {
        return new Shown(READER, SLOT, GENERATION, 0, ids[0], false, ids);
    }

    private static ActiveReader active(int slot, int generation) {
        StateView nothing = new StateView(new Nothing());
        Relations relations = Relations.load(nothing, new AccountId(READER), Suspended.load(nothing), 0);
        return new ActiveReader(relations, 1, slot, generation, 0, false, 0);
    }

    private static final class Nothing implements StateReader {
        @Override
        public byte @Nullable [] get(Table table, byte[] key) {
            return null;
        }

        @Override
        public void scan(Table table, byte[] from, byte @Nullable [] to, RowVisitor visitor) {}
    }
}
