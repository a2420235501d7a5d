package dev.roost.app.imports;

import dev.roost.core.SequenceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells relations in the order in which they came about, though they are read in another.
 *
 * <p>Holds a bounded number of them: the oldest, then the next ones, with a reading of all for each round.
 */
final class ByTime {
    /** Relations held, of at most 40 bytes each; at times twice as many. */
    private static final int HELD_MIN = 1 << 20;

    /** A larger heap holds more of them: the more, the fewer rounds. */
    private static final long HEAP_BYTES_EACH = 320;

    private static final Comparator<Relation> ORDER = Comparator.comparingLong(Relation::sequence);

    private final int heldMax;

    ByTime() {
        this(Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_BYTES_EACH, HELD_MIN, 1 << 26));
    }

    /** @param heldMax how many are told in one round */
    ByTime(int heldMax) {
        this.heldMax = heldMax;
    }

    /** As {@link SequenceView.Visitor} has them. */
    record Relation(long sequence, int from, long to) {}

    /**
     * Tells all of them.
     *
     * @param reading tells all of them to a visitor, in any order; called once or more
     */
    void each(Consumer<SequenceView.Visitor> reading, Consumer<Relation> inOrder) {
        long told = 0;
        for (boolean more = true; more; ) {
            Oldest oldest = new Oldest(told);
            reading.accept(oldest);
            more = oldest.finish();
            oldest.held.forEach(inOrder);
            told = oldest.held.isEmpty() ? told : oldest.held.getLast().sequence();
        }
    }

    /** Keeps the oldest of those that are newer than what was told before. */
    private final class Oldest implements SequenceView.Visitor {
        private final long told;
        private final List<Relation> held = new ArrayList<>();
        private long below = Long.MAX_VALUE;
        private boolean more;

        Oldest(long told) {
            this.told = told;
        }

        @Override
        public void relation(long sequence, int from, long to) {
            if (sequence <= told) {
                return;
            }
            if (sequence >= below) {
                more = true;
                return;
            }
            held.add(new Relation(sequence, from, to));
            if (held.size() >= 2 * heldMax) {
                cut();
            }
        }

        private void cut() {
            held.sort(ORDER);
            if (held.size() > heldMax) {
                below = held.get(heldMax).sequence();
                held.subList(heldMax, held.size()).clear();
                more = true;
            }
        }

        /** Leaves what is told in this round, in order; whether there is more. */
        boolean finish() {
            cut();
            return more;
        }
    }
}
