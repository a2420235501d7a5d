package dev.roost.timeline;

import dev.roost.model.PageRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A page from a reader's ring, what is not yet delivered, and the celebrities' posts, on top of what the reader was
 * shown before; below the ring's end, from the posts of all followees. One thread, one page.
 */
final class RingPage {
    private static final int[] NOBODY = {};

    private final Sources sources;
    private final TailLog tail;
    private final int reader;
    private final ActiveReader active;
    private final LivePosts.Lookups lookups;
    private final Timelines.Published view;
    private final PageRequest request;
    private final long highest;
    /** Everything before this position of the tail is in the ring. Read before the ring is. */
    private final long delivered;
    /** Posts removed before any of this was read. */
    private final long removals;

    /** What the reader is known to have been shown; it may be out of date. */
    private final ShownPages.@Nullable Shown known;

    private final boolean withoutCelebrities;
    private ShownPages.@Nullable Shown toKeep;
    /** Keeps the compiler from leaving out the loads of {@link Relations#fetch}. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

    /** Where all pages come from. */
    record Sources(
            Rings rings,
            TailLog tail,
            Subscriptions subscriptions,
            TimelineSettings settings,
            FanOutCosts costs,
            ShownPages shownPages,
            Removals removals) {}

    RingPage(
            Sources sources,
            int reader,
            ActiveReader active,
            PageRequest request,
            LivePosts.Lookups lookups,
            Timelines.Published view,
            long removals) {
        this.sources = sources;
        this.tail = sources.tail;
        this.reader = reader;
        this.active = active;
        this.request = request;
        this.lookups = lookups;
        this.view = view;
        this.removals = removals;
        this.highest = Math.min(request.highest(), view.lastPost());
        this.known = request.upwards() ? null : sources.shownPages.find(reader);
        this.withoutCelebrities = false;
        this.delivered = active.subscribed ? tail.delivered() : active.coveredTo;
    }

    /** The same page without the celebrities; only to be timed. */
    private RingPage(RingPage page) {
        sources = page.sources;
        tail = page.tail;
        reader = page.reader;
        active = page.active;
        request = page.request;
        lookups = page.lookups;
        view = page.view;
        removals = page.removals;
        highest = page.highest;
        known = page.known;
        withoutCelebrities = true;
        delivered = page.delivered;
    }

    /** The page's ids, not to be changed; null if the ring was overwritten under the reader's hands. */
    long @Nullable [] read() {
        ShownPages.Shown shown = known == null ? null : known.after(sources.removals, removals, active);
        if (shown == null || shown.upTo() > view.lastPost()) {
            return wholeRing(null);
        }
        if (known != null && known.removals() != removals) {
            toKeep = shown;
        }
        boolean within = highest <= shown.upTo() || nothingSince(shown.upTo());
        long[] ids = within ? shown.slice(highest, request) : onTopOf(shown);
        return ids == null ? wholeRing(shown) : ids;
    }

    /** Whether it is plain to see that nothing has come above an id. */
    private boolean nothingSince(long id) {
        long[] newest = new long[1];
        long count = sources.rings.count(active.slot);
        return delivered >= view.tailEnd()
                && count > 0
                && sources.rings.copy(active.slot, count - 1, count, newest)
                && Math.abs(newest[0]) <= id
                && lookups.newestBy(celebrities()) <= id;
    }

    /** Whether what was read is still this reader's, and the tail was not overwritten. */
    boolean stillHolds() {
        return sources.rings.generation(active.slot) == active.generation && tail.intact(delivered);
    }

    /** Keeps what was read for the next page; the page must have been found right. */
    void keep() {
        if (toKeep != null) {
            sources.shownPages.keep(toKeep);
        }
    }

    /**
     * For a page whose time is to tell what the celebrities cost: brings what it reads but for them into the
     * processor's cache, before it is read.
     */
    void prepareTiming() {
        if (celebrities().length > 0 && !request.upwards()) {
            nanosWithoutCelebrities();
        }
    }

    /** Tells what the celebrities cost: the difference to the same page without them. For a page that is right. */
    void tellCost(long nanosToRead) {
        int merged = celebrities().length;
        if (merged > 0 && !request.upwards()) {
            sources.costs.merged(merged, nanosToRead - nanosWithoutCelebrities());
        }
    }

    private long nanosWithoutCelebrities() {
        long before = System.nanoTime();
        var _ = new RingPage(this).read();
        return System.nanoTime() - before;
    }

    /** What has come since the reader was shown something, then that; null if it takes more. */
    private long @Nullable [] onTopOf(ShownPages.Shown shown) {
        long above = shown.upTo() + 1;
        RingCursor newest = new RingCursor(sources.rings, lookups, active, above, highest);
        Undelivered undelivered = undelivered(above);
        Cursor merged = merge(newest, undelivered, above);
        boolean nothingNew = merged.head() < above;
        Selection page = nothingNew ? null : page(undelivered);
        if (page != null) {
            page.takeDown(merged, newest, undelivered.deleted(), above);
        }
        boolean full = page != null && page.full();
        if (!newest.intact() || (!full && !newest.covers(above))) {
            return null;
        }
        if (page == null) {
            return shown.slice(highest, request);
        }
        int added = page.size();
        page.takeKnown(shown.ids());
        if (!page.full() && !shown.reaches(request.lowest())) {
            return null;
        }
        long[] ids = page.ids();
        if (highest == view.lastPost() && request.lowest() <= above) {
            toKeep = full ? shown(false, ids) : shown.under(ids, added, highest);
        }
        return ids;
    }

    private long @Nullable [] wholeRing(ShownPages.@Nullable Shown shown) {
        RingCursor ring = new RingCursor(sources.rings, lookups, active, 1, highest);
        if (ring.isVoid()) {
            return null;
        }
        fetched = active.relations.fetch();
        Undelivered undelivered = undelivered(1);
        Selection page = page(undelivered);
        if (request.upwards() && ring.endsAbove(request.lowest())) {
            page.takeUp(lookups.postsUp(active.relations, request.lowest()));
            return ring.intact() ? page.ids() : null;
        }
        Cursor merged = merge(ring, undelivered, 1);
        if (request.upwards()) {
            page.takeUp(merged, undelivered.deleted());
            return ring.intact() ? page.ids() : null;
        }
        page.takeDown(merged, ring, undelivered.deleted(), 0);
        if (!page.full() && ring.intact() && ring.floor() > request.lowest()) {
            page.takeDown(lookups.posts(active.relations, Math.min(highest, Entry.below(ring.floor()))));
        }
        if (!ring.intact()) {
            return null;
        }
        long[] ids = page.ids();
        if (page.full() || request.lowest() == 1) {
            toKeep = known(shown, ids, !page.full());
        }
        return ids;
    }

    private Selection page(Undelivered undelivered) {
        HomeRules rules = new HomeRules(
                active.relations, lookups, sources.settings.boostWindowMs(), undelivered.hasNewMentions());
        return new Selection(request, rules, view.lastPost());
    }

    /** What is known with a page that has no gap in it. */
    private ShownPages.@Nullable Shown known(ShownPages.@Nullable Shown shown, long[] ids, boolean isLast) {
        if (highest == view.lastPost()) {
            return shown(isLast, ids);
        }
        return shown != null && highest < shown.upTo() && shown.canGoOnFrom(highest) ? shown.over(ids, isLast) : null;
    }

    private ShownPages.Shown shown(boolean whole, long[] ids) {
        boolean tooMany = ids.length > ShownPages.ENTRIES_MAX;
        return new ShownPages.Shown(
                reader,
                active.slot,
                active.generation,
                removals,
                highest,
                whole && !tooMany,
                tooMany ? Arrays.copyOf(ids, ShownPages.ENTRIES_MAX) : ids);
    }

    /** All three merged; ids below {@code lowest} may be left out. */
    private Cursor merge(RingCursor ring, Undelivered undelivered, long lowest) {
        int[] celebrities = celebrities();
        boolean merging = celebrities.length > 0 && (lowest == 1 || lookups.newestBy(celebrities) >= lowest);
        if (undelivered.size() == 0 && !merging) {
            return ring;
        }
        Cursor[] cursors = new Cursor[3];
        int size = 0;
        cursors[size++] = ring;
        if (undelivered.size() > 0) {
            cursors[size++] = new ArrayCursor(undelivered.ids(), undelivered.size());
        }
        if (merging) {
            cursors[size++] = lookups.postsBy(celebrities, highest);
        }
        return new Merge(cursors, size);
    }

    private int[] celebrities() {
        if (withoutCelebrities) {
            return NOBODY;
        }
        long epoch = sources.subscriptions.epoch();
        ActiveReader.Celebrities known = active.celebrities;
        if (known.epoch() != epoch) {
            int[] authors = active.relations.sources();
            int size = 0;
            for (int author : authors) {
                if (sources.subscriptions.isCelebrity(author)) {
                    authors[size++] = author;
                }
            }
            known = new ActiveReader.Celebrities(epoch, Arrays.copyOf(authors, size));
            active.celebrities = known;
        }
        return known.authors();
    }

    /**
     * Published posts of the reader's sources that may not be in the ring yet, and deletions.
     *
     * @param hasNewMentions whether posts may be shown by their facts from now on whose entries do not say so yet
     */
    private record Undelivered(long[] ids, int size, long[] deleted, boolean hasNewMentions) {
        static final Undelivered NOTHING = new Undelivered(Selection.NONE, 0, Selection.NONE, false);
    }

    private Undelivered undelivered(long lowest) {
        long end = view.tailEnd();
        if (delivered >= end) {
            return Undelivered.NOTHING;
        }
        long[] ids = new long[16];
        int size = 0;
        long[] deleted = Selection.NONE;
        boolean hasNewMentions = false;
        for (long position = delivered; position < end; position++) {
            long id = tail.id(position);
            if (id < 0 && Entry.isPlainByFacts(-id)) {
                hasNewMentions = true;
            } else if (id < 0) {
                deleted = Arrays.copyOf(deleted, deleted.length + 1);
                deleted[deleted.length - 1] = -id;
            } else if (id >= lowest && id <= highest && tail.isFor(position, active.relations)) {
                if (size == ids.length) {
                    ids = Arrays.copyOf(ids, size * 2);
                }
                ids[size++] = id;
            }
        }
        return new Undelivered(ids, size, deleted, hasNewMentions);
    }
}
