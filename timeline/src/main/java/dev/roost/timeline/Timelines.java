package dev.roost.timeline;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.OriginalPost;
import dev.roost.model.PageRequest;
import dev.roost.model.Post;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The home timelines of a node: a cache that is always exact.
 *
 * <p>One publisher thread tells it of each commit, before ({@link #committing}) and after ({@link #publish}); one
 * thread of its own delivers; any thread reads. Readers take no lock and hold nobody up. A page is computed from memory
 * and then checked: if anything but new posts was published meanwhile, it is computed again; after {@value #ATTEMPTS}
 * attempts the plain query answers, from one snapshot of the state.
 */
public final class Timelines implements AutoCloseable {
    private static final int ATTEMPTS = 16;
    private static final long PUBLICATION_WAIT_NANOS = 20_000;
    private static final int PUBLICATION_WAITS_MAX = 50_000;
    /** A new ring goes on from there only as far as memory does: what is below is read when somebody gets there. */
    private static final int FILLED_MIN = 64;

    private final TimelineSettings settings;
    private final Snapshots snapshots;
    private final LivePosts posts;
    private final Publication publication;
    private final TailLog tail = new TailLog();
    private final Removals removals = new Removals();
    private final Subscriptions subscriptions = new Subscriptions();
    private final ByAccount byAccount = new ByAccount();
    private final Rings rings;
    private final FanOutCosts costs;
    private final Deliveries deliveries;
    private final RelationsCache relationsCache;
    private final RingPage.Sources pageSources;
    private final Thread deliverer;
    private final AtomicLong plainPages = new AtomicLong();
    private final StrategySwitch strategy;

    /** Odd while a commit with more than new posts is being published. */
    private final AtomicLong epoch = new AtomicLong();
    /** Offset of the newest commit with more than new posts that the state may contain. */
    private volatile long structuralOffset;

    private volatile Published published;
    private volatile boolean closed;

    /**
     * What readers may show.
     *
     * @param tailEnd position in the tail log behind the newest entry
     */
    record Published(long offset, long lastPost, long tailEnd) {}

    /**
     * Over a state that is at rest; starts the delivering thread.
     *
     * @param latest the newest committed state, from any thread
     */
    public Timelines(StateView latest, Snapshots snapshots, TimelineSettings settings, LongSupplier clockMs) {
        this.settings = settings;
        this.snapshots = snapshots;
        this.posts = new LivePosts(latest, () -> structuralOffset);
        this.publication = new Publication(posts, tail, removals, byAccount);
        this.rings = new Rings(settings.capacity(), settings.activeReadersMax());
        this.costs = new FanOutCosts(settings.celebrities() instanceof CelebrityRule.ByCost);
        this.deliveries = new Deliveries(tail, rings, subscriptions, byAccount, costs, settings, clockMs);
        this.pageSources = new RingPage.Sources(
                rings, tail, subscriptions, settings, costs, new ShownPages(settings.activeReadersMax()), removals);
        this.relationsCache =
                new RelationsCache(byAccount, snapshots, settings.activeReadersMax(), () -> structuralOffset);
        this.strategy = new StrategySwitch(settings.strategy(), deliveries);
        this.published = new Published(latest.offset(), latest.lastPost(), 0);
        this.deliverer = Thread.ofPlatform().name("roost-deliveries").daemon().unstarted(this::deliver);
        deliverer.start();
    }

    /** Without deliveries pages come from the authors' posts: slower, and still exact. */
    private void deliver() {
        try {
            deliveries.run();
        } catch (RuntimeException | Error e) {
            strategy.withoutDeliveries();
            tail.abandon();
            throw e;
        }
    }

    /** Whether posts are put into home timelines as they come; if not, pages come from the authors' posts. */
    public boolean isDelivering() {
        return strategy.isDeliverable();
    }

    /** Has the newest posts of these authors in memory; any thread. */
    public void bringIn(int[] authors) {
        posts.lookups(published.offset(), published.lastPost()).postsBy(authors, Long.MAX_VALUE);
    }

    // ---- publisher

    /** A commit is about to be made; publisher only. */
    public void committing(long offset, List<Change> changes) {
        if (Publication.isStructural(changes)) {
            structuralOffset = offset;
        }
    }

    /** The announced commit was not made; publisher only. */
    public void commitFailed() {
        structuralOffset = published.offset();
    }

    /**
     * A commit is on disk: readers see it once this returns, or throws. Publisher only.
     *
     * <p>Whatever is thrown meanwhile: readers then get pages of this commit, from the state and the authors' posts, as
     * after a start.
     */
    public void publish(long offset, long lastPost, List<Change> changes) {
        boolean done = false;
        try {
            if (Publication.isStructural(changes)) {
                epoch.incrementAndGet();
            }
            for (Change change : changes) {
                publication.publish(change);
            }
            done = true;
        } finally {
            if (!done) {
                forgetAll(offset);
            }
            published = new Published(offset, lastPost, tail.end());
            if ((epoch.get() & 1) != 0) {
                epoch.incrementAndGet();
            }
            deliveries.wake();
        }
    }

    /** What is in memory may lack a part of a commit: nothing of it is used any more. */
    private void forgetAll(long offset) {
        if ((epoch.get() & 1) == 0) {
            epoch.incrementAndGet();
        }
        structuralOffset = offset;
        byAccount.bumpAll();
        posts.forgetAll();
    }

    // ---- readers

    /** A page of a reader's home timeline; exact. */
    public HomePage page(AccountId reader, PageRequest request, long nowMs) {
        HomePage done = tried(reader, request, nowMs, false);
        if (done == null) {
            plainPages.incrementAndGet();
            done = plainPage(reader, request, nowMs);
            awaitPublicationOf(done.offset());
        }
        return done;
    }

    /**
     * What {@link #page} gives, for somebody who is not the reader: a timeline that is in memory is read as it is and
     * does not count as read, and one that is not stays out of it. Null if too much changed meanwhile.
     */
    public @Nullable HomePage look(AccountId reader, PageRequest request, long nowMs) {
        return tried(reader, request, nowMs, true);
    }

    private @Nullable HomePage tried(AccountId reader, PageRequest request, long nowMs, boolean onlyLooking) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Attempt page = new Attempt(reader, request, nowMs);
            HomePage done = onlyLooking ? page.look() : page.tryOnce();
            if (done != null) {
                return done;
            }
            awaitPublication(page);
        }
        return null;
    }

    /** Whether a reader has a timeline in memory. */
    public boolean isActive(AccountId reader) {
        return byAccount.reader(reader.value()) != null;
    }

    /** The same page by the plain query, from the state alone. */
    public HomePage plainPage(AccountId reader, PageRequest request, long nowMs) {
        return snapshots.read(state -> HomeQuery.page(state, reader.value(), request, settings.boostWindowMs(), nowMs));
    }

    /** Whether a post that was just added is on a reader's home timeline. */
    public boolean shows(AccountId reader, Post post, long nowMs) {
        OriginalPost direct = Publication.direct(post);
        if (direct != null && !direct.addressees().contains(reader)) {
            return false;
        }
        Relations relations = relationsCache.get(reader.value(), nowMs).relations();
        return relations.isSource(post.author().value())
                && new HomeRules(
                                relations,
                                posts.lookups(Long.MAX_VALUE, published.lastPost()),
                                settings.boostWindowMs())
                        .test(Entry.of(post));
    }

    /** Whether a reader does not want to see an author, or may not: blocks in either direction, and mutes. */
    public boolean hides(AccountId reader, AccountId author, long nowMs) {
        return relationsCache.get(reader.value(), nowMs).relations().hides(author.value());
    }

    /** Whether a post mentions somebody whom a reader, who has not written it, blocks or mutes. */
    public boolean mentionsSomebodyShunned(AccountId reader, OriginalPost post, long nowMs) {
        return !post.author().equals(reader)
                && relationsCache
                        .get(reader.value(), nowMs)
                        .relations()
                        .shunsOneOf(PostFacts.of(post).mentions());
    }

    /**
     * A page of several authors' posts merged, newest first, full, of those that {@code shown} lets through. Costs what
     * the authors are many.
     */
    public long[] merged(int[] authors, PageRequest request, LongPredicate shown) {
        Selection page = new Selection(request, entry -> shown.test(Entry.id(entry)), published.lastPost());
        LivePosts.Lookups lookups = posts.lookups(Long.MAX_VALUE, published.lastPost());
        if (request.upwards()) {
            page.takeUp(lookups.postsUpBy(authors, request.lowest()));
        } else {
            page.takeDown(lookups.postsBy(authors, page.highest()));
        }
        return page.ids();
    }

    /** Drops a reader's timeline from memory; the next read brings it back. */
    public void evict(AccountId reader) {
        ActiveReader active = byAccount.reader(reader.value());
        if (active != null && byAccount.replace(reader.value(), active, null)) {
            deliveries.retire(active);
        }
    }

    /**
     * Changes the strategy while running; pages stay the same. Any thread.
     *
     * @return whether it is in force; not if it needs deliveries, and the delivering thread has failed
     */
    public boolean setStrategy(Strategy changed) {
        return strategy.set(changed);
    }

    /** The strategy in force. */
    public Strategy strategy() {
        return strategy.get();
    }

    /** How long a boost is held back after the same post or another boost of it; 0 for never. */
    public long boostWindowMs() {
        return settings.boostWindowMs();
    }

    /** Offset of the newest commit that readers see. */
    public long publishedOffset() {
        return published.offset();
    }

    /** Posts put into rings since the start. */
    public long deliveries() {
        return deliveries.deliveries();
    }

    /** When an author becomes a celebrity (hybrid). */
    public CelebrityRule celebrityRule() {
        return settings.celebrities();
    }

    /** Who is a celebrity (hybrid). */
    public CelebrityFigures celebrities() {
        return deliveries.celebrities();
    }

    /** Pages that the plain query had to answer since the start, because too much changed meanwhile. */
    public long plainPages() {
        return plainPages.get();
    }

    /** Whether every post that is published is in every subscribed ring. */
    public boolean allDelivered() {
        return tail.delivered() >= published.tailEnd();
    }

    /** Readers with a timeline in memory. */
    public int activeReaders() {
        return Math.max(0, rings.inUse() - deliveries.retiring());
    }

    @Override
    public void close() {
        closed = true;
        deliveries.stop();
        boolean interrupted = false;
        while (deliverer.isAlive()) {
            try {
                deliverer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A commit is in the state a moment before it is published; a reader who was shown it must not be shown an older
     * state afterwards. The wait has an end because a publisher that has failed never publishes.
     */
    private void awaitPublicationOf(long offset) {
        for (int waits = 0; waits < PUBLICATION_WAITS_MAX && published.offset() < offset; waits++) {
            LockSupport.parkNanos(PUBLICATION_WAIT_NANOS);
        }
    }

    /** What came from the state may be ahead of what is published; the publication is then only moments away. */
    private void awaitPublication(Attempt attempt) {
        for (int waits = 0;
                waits < PUBLICATION_WAITS_MAX && attempt.isAhead() && published.offset() < structuralOffset && !closed;
                waits++) {
            LockSupport.parkNanos(PUBLICATION_WAIT_NANOS);
        }
        if ((epoch.get() & 1) != 0) {
            Thread.onSpinWait();
        }
    }

    /** One try at a page. */
    private final class Attempt {
        private final AccountId reader;
        private final PageRequest request;
        private final long nowMs;
        private final long epochBefore = epoch.get();
        private final long removalsBefore = removals.count();
        private final Published view = published;
        private final LivePosts.Lookups lookups = posts.lookups(view.offset(), view.lastPost());
        private boolean ahead;

        Attempt(AccountId reader, PageRequest request, long nowMs) {
            this.reader = reader;
            this.request = request;
            this.nowMs = nowMs;
        }

        boolean isAhead() {
            return ahead;
        }

        @Nullable
        HomePage tryOnce() {
            if ((epochBefore & 1) != 0) {
                return null;
            }
            if (strategy.get() == Strategy.READ) {
                retireLeftOver();
                return fromAuthors();
            }
            return fromRing();
        }

        @Nullable
        HomePage look() {
            if ((epochBefore & 1) != 0) {
                return null;
            }
            ActiveReader known = strategy.get() == Strategy.READ ? null : byAccount.reader(reader.value());
            if (known == null || !known.isCurrent(byAccount.version(reader.value()), nowMs)) {
                return fromAuthors();
            }
            RingPage page = ringPage(known);
            long[] ids = page.read();
            return ids != null && holds(known.version) && page.stillHolds() ? new HomePage(ids, view.offset()) : null;
        }

        private RingPage ringPage(ActiveReader active) {
            return new RingPage(pageSources, reader.value(), active, request, lookups, view, removalsBefore);
        }

        private @Nullable HomePage fromAuthors() {
            RelationsCache.Known known = relationsCache.get(reader.value(), nowMs);
            lookups.used(known.asOf());
            lookups.keepDirects();
            long[] ids = HomeQuery.deep(known.relations(), lookups, request, settings.boostWindowMs(), view.lastPost());
            return holds(known.version()) ? new HomePage(ids, view.offset()) : null;
        }

        /** After a change of strategy: rings are not read any more. */
        private void retireLeftOver() {
            if (byAccount.reader(reader.value()) != null) {
                evict(reader);
            }
        }

        private @Nullable HomePage fromRing() {
            ActiveReader known = byAccount.reader(reader.value());
            if (known != null && known.isCurrent(byAccount.version(reader.value()), nowMs)) {
                known.readAt(nowMs);
                HomePage page = fromRing(known);
                return byAccount.reader(reader.value()) == known ? page : null;
            }
            ActiveReader built = activate();
            if (built == null) {
                deliveries.makeRoom();
                return fromAuthors();
            }
            HomePage page = fromRing(built);
            keep(built, known, page != null);
            return page;
        }

        private @Nullable HomePage fromRing(ActiveReader active) {
            RingPage page = ringPage(active);
            boolean timed = costs.timesPage();
            if (timed) {
                page.prepareTiming();
            }
            long before = timed ? System.nanoTime() : 0;
            long[] ids = page.read();
            long nanos = timed ? System.nanoTime() - before : 0;
            if (ids == null || !holds(active.version) || !page.stillHolds()) {
                return null;
            }
            page.keep();
            if (timed) {
                page.tellCost(nanos);
            }
            return new HomePage(ids, view.offset());
        }

        /** Builds the reader's ring from the authors' posts; null if there is no room. */
        private @Nullable ActiveReader activate() {
            int version = byAccount.version(reader.value());
            int slot = rings.take();
            if (slot < 0) {
                return null;
            }
            lookups.usedState();
            Relations relations = relationsCache.load(reader.value(), nowMs);
            RunMerge posted = lookups.postsBy(relations.sources(), view.lastPost());
            Cursor merged = PostSource.both(posted, lookups.directPosts(relations, view.lastPost()));
            long[] base = new long[rings.capacity()];
            int size = 0;
            boolean enough = false;
            while (merged.head() != Cursor.END && size < base.length && !enough) {
                base[base.length - ++size] = merged.head();
                enough = size >= FILLED_MIN && posted.nextIsOlder();
                if (!enough) {
                    merged.advance();
                }
            }
            boolean complete = merged.head() == Cursor.END;
            rings.fill(slot, base, base.length - size, size);
            return new ActiveReader(relations, version, slot, rings.generation(slot), view.tailEnd(), complete, nowMs);
        }

        private void keep(ActiveReader active, @Nullable ActiveReader stale, boolean good) {
            if (good && strategy.get() != Strategy.READ && byAccount.replace(reader.value(), stale, active)) {
                deliveries.subscribe(active);
                if (stale != null) {
                    deliveries.retire(stale);
                }
            } else {
                rings.release(active.slot);
            }
        }

        /** Whether nothing but new posts was published since the start, and nothing that was read is ahead of it. */
        private boolean holds(int version) {
            VarHandle.acquireFence();
            if (lookups.mayBeAhead() && structuralOffset > view.offset()) {
                ahead = true;
                return false;
            }
            return epoch.get() == epochBefore && byAccount.version(reader.value()) == version;
        }
    }
}
