package dev.roost.timeline;

import dev.roost.model.PageRequest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries that readers were shown, so that the next page judges only what has come since: most pages are
 * read by somebody who has read just before.
 *
 * <p>What a reader sees of the posts up to an id stays the same while the relations do and no post is removed: whether
 * a boost is seen depends on earlier posts alone. The relations are those of one use of a slot of the {@link Rings}.
 *
 * <p>One place for so many slots; who comes last has it. Any thread. Memory: 4 bytes a place, and up to 400 for each
 * that is taken, {@value #PLACES_MAX} places at most.
 */
final class ShownPages {
    private static final int PLACES_MAX = 1 << 15;
    /** A place for so many slots, if that is less. */
    private static final int SLOTS_A_PLACE = 2;
    /** Entries kept: two pages as most clients ask for them. */
    static final int ENTRIES_MAX = 40;

    private final AtomicReferenceArray<@Nullable Shown> places;

    ShownPages(int slots) {
        int wanted = Math.clamp(slots / SLOTS_A_PLACE, 1, PLACES_MAX);
        places = new AtomicReferenceArray<>(Integer.highestOneBit(wanted));
    }

    /**
     * The reader's newest entries as of a post.
     *
     * @param removals posts that had been removed by then
     * @param upTo the post: all that is shown of the ids up to this is in {@code ids}, down to the last of them
     * @param whole whether nothing is shown below the last of them either
     * @param ids newest first; not to be changed
     */
    record Shown(int slot, int generation, long removals, long upTo, boolean whole, long[] ids) {
        /** Whether what is shown from {@code upTo} down to an id is known. */
        boolean reaches(long lowest) {
            return whole || lowest > upTo || (ids.length > 0 && lowest >= ids[ids.length - 1]);
        }

        /** The part that a request asks for, of ids up to {@code highest}; null if not all of it is known. */
        long @Nullable [] slice(long highest, PageRequest request) {
            int from = 0;
            while (from < ids.length && ids[from] > highest) {
                from++;
            }
            int to = Math.min(ids.length, from + request.limit());
            while (to > from && ids[to - 1] < request.lowest()) {
                to--;
            }
            if (to - from < request.limit() && !reaches(request.lowest())) {
                return null;
            }
            return from == 0 && to == ids.length ? ids : Arrays.copyOfRange(ids, from, to);
        }

        /** With what has come since: the first {@code added} of {@code newer}, all up to {@code newUpTo}. */
        Shown under(long[] newer, int added, long newUpTo) {
            int size = Math.min(ENTRIES_MAX, added + ids.length);
            long[] both = Arrays.copyOf(newer, size);
            System.arraycopy(ids, 0, both, added, size - added);
            return new Shown(slot, generation, removals, newUpTo, whole && size == added + ids.length, both);
        }

        /** Whether ids up to this, down from there, follow on what is known with no gap, and there is room. */
        boolean canGoOnFrom(long highest) {
            return !whole && ids.length > 0 && ids.length < ENTRIES_MAX && highest >= ids[ids.length - 1] - 1;
        }

        /** With what is shown below; {@code lower} begins where what is known ends or above. */
        Shown over(long[] lower, boolean lowerIsAll) {
            long last = ids[ids.length - 1];
            int from = 0;
            while (from < lower.length && lower[from] >= last) {
                from++;
            }
            int all = ids.length + lower.length - from;
            long[] both = Arrays.copyOf(ids, Math.min(ENTRIES_MAX, all));
            System.arraycopy(lower, from, both, ids.length, both.length - ids.length);
            return new Shown(slot, generation, removals, upTo, lowerIsAll && both.length == all, both);
        }
    }

    /** What was shown in this use of a slot, if it is known and no post was removed since. */
    @Nullable
    Shown find(int slot, int generation, long removals) {
        Shown shown = places.getAcquire(place(slot));
        return shown != null && shown.slot == slot && shown.generation == generation && shown.removals == removals
                ? shown
                : null;
    }

    /** Keeps what was shown, once it is known to be right. */
    void keep(Shown shown) {
        places.setRelease(place(shown.slot), shown);
    }

    private int place(int slot) {
        return slot & (places.length() - 1);
    }
}
