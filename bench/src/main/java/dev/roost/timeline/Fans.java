package dev.roost.timeline;

import java.util.SplittableRandom;

/** Lists of subscribers to measure with. */
final class Fans {
    private static final int STRIDE = 7_919;

    private Fans() {}

    /** {@code size} different slots out of {@code slots}, in no order. */
    static int[] of(int size, int slots, SplittableRandom random) {
        int[] list = new int[size];
        for (int i = 0; i < size; i++) {
            int part = (int) ((long) i * STRIDE % size);
            long from = (long) slots * part / size;
            long to = (long) slots * (part + 1) / size;
            list[i] = (int) random.nextLong(from, to);
        }
        return list;
    }

    /** Takes this many slots and fills each up to somewhere in its last lines, so that fronts fill up at any time. */
    static Rings filled(int capacity, int slots, SplittableRandom random) {
        Rings rings = new Rings(capacity, slots);
        long[] ids = new long[capacity];
        for (int i = 0; i < capacity; i++) {
            ids[i] = i + 1L;
        }
        for (int i = 0; i < slots; i++) {
            rings.fill(rings.take(), ids, 0, capacity - random.nextInt(Math.min(capacity, 64)));
        }
        return rings;
    }
}
