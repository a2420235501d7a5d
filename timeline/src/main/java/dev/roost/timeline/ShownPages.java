package dev.roost.timeline;

import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.model.PostKind;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries that readers were shown, so that the next page judges only what has come since: most pages are
 * read by somebody who has read just before.
 *
 * <p>What a reader sees of the posts up to an id stays the same while the relations do, but for removed posts: whether
 * a boost is seen depends on earlier posts alone. The relations are those of one use of a slot of the {@link Rings}.
 *
 * <p>A reader has {@value #WAYS} places, which are others' too; who has not come for longest goes first. Any thread.
 * Memory: 4 bytes a place, and up to 400 for each that is taken, {@value #PLACES_MAX} places at most.
 */
final class ShownPages {
    private static final int PLACES_MAX = 1 << 15;
    /** A place for so many readers, if that is less. */
    private static final int READERS_A_PLACE = 2;
    /** Places of a reader: a quarter of a line of the processor's cache. */
    private static final int WAYS = 4;
    /** Entries kept: two pages as most clients ask for them. */
    static final int ENTRIES_MAX = 40;

    private final AtomicReferenceArray<@Nullable Shown> places;

    ShownPages(int readersMax) {
        int wanted = Math.clamp(readersMax / READERS_A_PLACE, WAYS, PLACES_MAX);
        places = new AtomicReferenceArray<>(Integer.highestOneBit(wanted));
    }

    /**
     * The reader's newest entries as of a post.
     *
     * @param slot of the reader's ring, in its use of this generation
     * @param removals posts that had been removed by then
     * @param upTo the post: all that is shown of the ids up to this is in {@code ids}, down to the last of them
     * @param whole whether nothing is shown below the last of them either
     * @param ids newest first; not to be changed
     */
    record Shown(int reader, int slot, int generation, long removals, long upTo, boolean whole, long[] ids) {
        /**
         * What is right of it after {@code now} removals; null if that cannot be told.
         *
         * <p>A removed post is no longer shown; the boosts of an original are removed with it. A boost that is removed
         * can be why a later one was not shown, if it was by somebody whose posts the reader sees. Whom a post mentions
         * matters to those who shun somebody.
         */
        @Nullable
        Shown after(Removals all, long now, ActiveReader active) {
            if (slot != active.slot || generation != active.generation || now - removals > Removals.KEPT) {
                return null;
            }
            if (now == removals) {
                return this;
            }
            long[] left = ids;
            for (long number = removals; number < now; number++) {
                long id = all.id(number);
                if (id < 0) {
                    if (active.relations.shunsSomebody()) {
                        return null;
                    }
                    continue;
                }
                if (PostId.kindOf(id) == PostKind.BOOST && active.relations.isSource(all.author(number))) {
                    return null;
                }
                left = without(left, id);
            }
            return new Shown(reader, slot, generation, now, upTo, whole, left);
        }

        private static long[] without(long[] ids, long id) {
            for (int i = 0; i < ids.length && ids[i] >= id; i++) {
                if (ids[i] == id) {
                    long[] left = Arrays.copyOf(ids, ids.length - 1);
                    System.arraycopy(ids, i + 1, left, i, left.length - i);
                    return left;
                }
            }
            return ids;
        }

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
            return new Shown(reader, slot, generation, removals, newUpTo, whole && size == added + ids.length, both);
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
            return new Shown(reader, slot, generation, removals, upTo, lowerIsAll && both.length == all, both);
        }
    }

    /** What a reader was shown, if it is known; it may be out of date. */
    @Nullable
    Shown find(int reader) {
        int first = place(reader);
        Shown shown = places.getAcquire(first);
        if (shown != null && shown.reader == reader) {
            return shown;
        }
        for (int way = 1; way < WAYS; way++) {
            shown = places.getAcquire(first + way);
            if (shown != null && shown.reader == reader) {
                toFront(first, way, shown);
                return shown;
            }
        }
        return null;
    }

    /** Keeps what was shown, once it is known to be right. */
    void keep(Shown shown) {
        int first = place(shown.reader);
        for (int way = 0; way < WAYS; way++) {
            Shown other = places.getAcquire(first + way);
            if (other == null || other.reader == shown.reader) {
                toFront(first, way, shown);
                return;
            }
        }
        toFront(first, WAYS - 1, shown);
    }

    /** Puts one first, and those before that place one on. Races lose or double what is kept, no more. */
    private void toFront(int first, int way, Shown shown) {
        for (int at = first + way; at > first; at--) {
            places.setRelease(at, places.getAcquire(at - 1));
        }
        places.setRelease(first, shown);
    }

    /** The first of a reader's places. */
    private int place(int reader) {
        return reader * WAYS & (places.length() - 1);
    }
}
