package dev.roost.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingsTest {
    /** Entries are removed, and marked as shown by their facts, here and there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 9, 64, 800})
    void theNewestEntriesAreThereUpToTheCapacity(int capacity) {
        Random random = new Random(capacity);
        Rings rings = new Rings(capacity, 5);
        List<List<Long>> wanted = new ArrayList<>();
        for (int slot = 0; slot < 5; slot++) {
            assertThat(rings.take()).isEqualTo(slot);
            int size = random.nextInt(capacity + 1);
            long[] ids =
                    IntStream.rangeClosed(-2, size).mapToLong(RingsTest::id).toArray();
            rings.fill(slot, ids, 3, size);
            wanted.add(new ArrayList<>(
                    IntStream.rangeClosed(1, size).mapToObj(RingsTest::id).toList()));
        }
        assertThat(rings.take()).isEqualTo(-1);
        for (long number = capacity + 1L; number < 5L * capacity + 100; number++) {
            long id = id(number);
            int[] slots =
                    IntStream.range(0, 5).filter(slot -> random.nextInt(3) > 0).toArray();
            if (random.nextInt(4) > 0) {
                rings.append(slots, slots.length, id);
            } else {
                for (int slot : slots) {
                    rings.append(slot, id);
                }
            }
            for (int slot : slots) {
                wanted.get(slot).add(id);
            }
            changeOne(rings, random, wanted.get(random.nextInt(5)), wanted);
            for (int slot = 0; slot < 5; slot++) {
                check(rings, slot, wanted.get(slot));
            }
        }
    }

    /** Ids of plain posts. */
    private static long id(long number) {
        return 4 * number;
    }

    private static void changeOne(Rings rings, Random random, List<Long> entries, List<List<Long>> wanted) {
        int first = Math.max(0, entries.size() - rings.capacity());
        if (first == entries.size() || random.nextInt(10) > 0) {
            return;
        }
        int at = first + random.nextInt(entries.size() - first);
        long entry = entries.get(at);
        int slot = wanted.indexOf(entries);
        long id = Entry.id(Math.abs(entry));
        if (random.nextBoolean()) {
            rings.remove(slot, id);
            rings.remove(slot, id(1_000_000) + id);
            entries.set(at, -Math.abs(entry));
        } else {
            rings.byFacts(slot, id);
            entries.set(at, entry < 0 ? entry : id - 1);
        }
    }

    private static void check(Rings rings, int slot, List<Long> wanted) {
        int count = wanted.size();
        assertThat(rings.count(slot)).isEqualTo(count);
        int first = Math.max(0, count - rings.capacity());
        for (int from : new int[] {first, Math.max(first, count - 9), (first + count) / 2}) {
            long[] copied = new long[count - from];
            assertThat(rings.copy(slot, from, count, copied)).isTrue();
            assertThat(copied)
                    .containsExactly(wanted.subList(from, count).stream()
                            .mapToLong(Long::longValue)
                            .toArray());
        }
    }

    /** A slab holds 4, 41, or 5,190 rings of these. */
    @ParameterizedTest
    @CsvSource({"1000000,10", "100000,84", "800,5193"})
    void ringsOfSeveralSlabsStayApart(int capacity, int slots) {
        Rings rings = new Rings(capacity, slots);
        for (int slot = 0; slot < slots; slot++) {
            assertThat(rings.take()).isEqualTo(slot);
        }
        int[] all = IntStream.range(0, slots).toArray();
        for (long id = 1; id <= 16; id++) {
            for (int slot : all) {
                rings.append(slot, 1_000 * id + slot);
            }
        }
        long[] copied = new long[16];
        for (int slot : all) {
            assertThat(rings.copy(slot, 0, 16, copied)).isTrue();
            int of = slot;
            assertThat(copied)
                    .containsExactly(LongStream.rangeClosed(1, 16)
                            .map(id -> 1_000 * id + of)
                            .toArray());
        }
    }

    @Test
    void whatWasOverwrittenIsNotCopied() {
        Rings rings = new Rings(16, 1);
        int slot = rings.take();
        for (long id = 1; id <= 24; id++) {
            rings.append(slot, id);
        }
        assertThat(rings.copy(slot, 7, 8, new long[1])).isFalse();
        assertThat(rings.copy(slot, 8, 9, new long[1])).isTrue();
    }

    @Test
    void aSlotsNextUseIsToldFromTheLast() {
        Rings rings = new Rings(16, 1);
        int slot = rings.take();
        int generation = rings.generation(slot);
        rings.retire(slot);
        assertThat(rings.generation(slot)).isNotEqualTo(generation);
        assertThat(rings.take()).isEqualTo(-1);
        rings.release(slot);
        assertThat(rings.take()).isEqualTo(slot);
        assertThat(rings.generation(slot)).isNotEqualTo(generation);
    }

    @Test
    void whatIsCopiedWhileIdsAreAddedIsWhatWasThere() throws InterruptedException {
        int slots = 40;
        Rings rings = new Rings(24, slots);
        int[] list = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            list[slot] = rings.take();
            // Entry n of each slot is id n + 1, but the slots are at different places in their lines.
            rings.fill(slot, IntStream.rangeClosed(1, 24).mapToLong(i -> i).toArray(), 0, slot % 24);
        }
        Copier copier = new Copier(rings, slots);
        Thread reader = new Thread(copier);
        reader.start();
        int[] one = new int[1];
        for (int round = 0; round < 60_000; round++) {
            for (int slot : list) {
                one[0] = slot;
                rings.append(one, 1, rings.count(slot) + 1);
            }
        }
        while (copier.good < 1_000 && copier.wrong == null && reader.isAlive()) {
            Thread.onSpinWait();
        }
        copier.stop = true;
        reader.join();
        assertThat(copier.wrong).isNull();
    }

    /** Copies what it may and looks whether entry n is id n + 1. */
    private static final class Copier implements Runnable {
        private final Rings rings;
        private final int slots;
        private volatile boolean stop;
        private volatile long good;
        private volatile String wrong;

        Copier(Rings rings, int slots) {
            this.rings = rings;
            this.slots = slots;
        }

        @Override
        public void run() {
            Random random = new Random(3);
            long[] target = new long[24];
            long copies = 0;
            while (!stop) {
                int slot = random.nextInt(slots);
                long to = rings.count(slot);
                long from = Math.max(0, to - random.nextInt(25));
                if (rings.copy(slot, from, to, target)) {
                    for (long n = from; n < to; n++) {
                        if (target[(int) (n - from)] != n + 1) {
                            wrong = "entry " + n + " of " + from + " to " + to + ": " + target[(int) (n - from)];
                            return;
                        }
                    }
                    good = ++copies;
                }
            }
        }
    }
}
