package dev.roost.timeline;

import dev.roost.model.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page from a reader's ring, what is not yet delivered, and the celebrities' posts; below the ring's end, from the
 * posts of all followees. One thread, one page.
 */
final class RingPage {
    private final Rings rings;
    private final TailLog tail;
    private final Subscriptions subscriptions;
    private final TimelineSettings settings;
    private final FanOutCosts costs;
    private final ActiveReader active;
    private final Relations relations;
    /** Everything before this position of the tail is in the ring. Read before the ring is. */
    private final long delivered;

    RingPage(
            Rings rings,
            TailLog tail,
            Subscriptions subscriptions,
            TimelineSettings settings,
            FanOutCosts costs,
            ActiveReader active) {
        this.rings = rings;
        this.tail = tail;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.costs = costs;
        this.active = active;
        this.relations = active.relations;
        this.delivered = active.subscribed ? tail.delivered() : active.coveredTo;
    }

    /** The page's ids; null if the ring was overwritten under the reader's hands. */
    long @Nullable [] read(PageRequest request, LivePosts.Lookups lookups, Timelines.Published view) {
        HomeRules rules = new HomeRules(relations, lookups, settings.boostWindowMs());
        Selection page = new Selection(request, rules::shows, view.lastPost());
        long count = rings.count(active.slot);
        long first = Math.max(0, count - rings.capacity());
        long floor = 0;
        if (first > 0 || !active.complete) {
            long[] lowest = new long[1];
            if (count == first || !rings.copy(active.slot, first, first + 1, lowest)) {
                return null;
            }
            floor = Math.abs(lowest[0]);
        }
        if (request.upwards() && request.lowest() < floor) {
            page.takeUpStepwise(relations.sources(), lookups);
            return page.ids();
        }
        RingCursor ring = new RingCursor(rings, active.slot, first, count, page.highest());
        Undelivered undelivered = undelivered(view.tailEnd(), page.highest());
        Merge merged = merge(ring, undelivered, lookups, page.highest());
        if (request.upwards()) {
            page.takeUp(merged, undelivered.deleted());
        } else {
            page.takeDown(merged, floor, undelivered.deleted());
            if (!page.full() && floor > request.lowest()) {
                long below = Math.min(page.highest(), floor - 1);
                page.takeDown(Selection.merge(relations.sources(), lookups, below), 0, Selection.NONE);
            }
        }
        return ring.intact() ? page.ids() : null;
    }

    /** Whether what was read is still this reader's, and the tail was not overwritten. */
    boolean stillHolds() {
        return rings.generation(active.slot) == active.generation && tail.intact(delivered);
    }

    private Merge merge(RingCursor ring, Undelivered undelivered, LivePosts.Lookups lookups, long highest) {
        int[] celebrities = celebrities();
        boolean timed = costs.timesPage(active);
        List<Cursor> cursors = new ArrayList<>(celebrities.length + 2);
        cursors.add(ring);
        if (undelivered.size() > 0) {
            cursors.add(new ArrayCursor(undelivered.ids(), undelivered.size()));
        }
        long before = timed ? System.nanoTime() : 0;
        for (int celebrity : celebrities) {
            cursors.add(lookups.postsBy(celebrity, highest));
        }
        Merge merged = new Merge(cursors);
        if (timed) {
            costs.merged(celebrities.length, System.nanoTime() - before);
        }
        return merged;
    }

    private int[] celebrities() {
        long epoch = subscriptions.epoch();
        ActiveReader.Celebrities known = active.celebrities;
        if (known.epoch() != epoch) {
            int[] sources = relations.sources();
            int size = 0;
            for (int source : sources) {
                if (subscriptions.isCelebrity(source)) {
                    sources[size++] = source;
                }
            }
            known = new ActiveReader.Celebrities(epoch, Arrays.copyOf(sources, size));
            active.celebrities = known;
        }
        return known.authors();
    }

    /** Published posts of the reader's sources that may not be in the ring yet, and deletions. */
    private record Undelivered(long[] ids, int size, long[] deleted) {
        static final Undelivered NOTHING = new Undelivered(Selection.NONE, 0, Selection.NONE);
    }

    private Undelivered undelivered(long end, long highest) {
        if (delivered >= end) {
            return Undelivered.NOTHING;
        }
        long[] ids = new long[16];
        int size = 0;
        long[] deleted = Selection.NONE;
        for (long position = delivered; position < end; position++) {
            long id = tail.id(position);
            if (id < 0) {
                deleted = Arrays.copyOf(deleted, deleted.length + 1);
                deleted[deleted.length - 1] = -id;
            } else if (id <= highest && relations.isSource(tail.author(position))) {
                if (size == ids.length) {
                    ids = Arrays.copyOf(ids, size * 2);
                }
                ids[size++] = id;
            }
        }
        return new Undelivered(ids, size, deleted);
    }
}
