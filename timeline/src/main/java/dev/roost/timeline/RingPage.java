package dev.roost.timeline;

import dev.roost.model.PageRequest;
import java.util.Arrays;
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
        Selection page = new Selection(request, rules, view.lastPost());
        long count = rings.count(active.slot);
        long first = Math.max(0, count - rings.capacity());
        boolean complete = first == 0 && active.complete;
        if (count == first && !complete) {
            return null;
        }
        RingCursor ring = new RingCursor(rings, lookups, active.slot, first, count, page.highest(), complete);
        if (request.upwards() && ring.endsAbove(request.lowest())) {
            page.takeUpStepwise(relations.sources(), lookups);
            return ring.intact() ? page.ids() : null;
        }
        Undelivered undelivered = undelivered(view.tailEnd(), page.highest());
        Cursor merged = merge(ring, undelivered, lookups, page.highest());
        if (request.upwards()) {
            page.takeUp(merged, undelivered.deleted());
        } else {
            page.takeDown(merged, ring, undelivered.deleted());
            if (!page.full() && ring.intact() && ring.floor() > request.lowest()) {
                long below = Math.min(page.highest(), ring.floor() - 1);
                page.takeDown(lookups.postsBy(relations.sources(), below));
            }
        }
        return ring.intact() ? page.ids() : null;
    }

    /** Whether what was read is still this reader's, and the tail was not overwritten. */
    boolean stillHolds() {
        return rings.generation(active.slot) == active.generation && tail.intact(delivered);
    }

    private Cursor merge(RingCursor ring, Undelivered undelivered, LivePosts.Lookups lookups, long highest) {
        int[] celebrities = celebrities();
        boolean timed = costs.timesPage();
        if (undelivered.size() == 0 && celebrities.length == 0) {
            return ring;
        }
        Cursor[] cursors = new Cursor[3];
        int size = 0;
        cursors[size++] = ring;
        if (undelivered.size() > 0) {
            cursors[size++] = new ArrayCursor(undelivered.ids(), undelivered.size());
        }
        if (celebrities.length > 0) {
            long before = timed ? System.nanoTime() : 0;
            cursors[size++] = lookups.postsBy(celebrities, highest);
            if (timed) {
                costs.merged(celebrities.length, System.nanoTime() - before);
            }
        }
        return new Merge(cursors, size);
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
