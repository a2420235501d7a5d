package dev.roost.runtime;

import dev.roost.core.StateReader;
import dev.roost.model.AccountId;
import dev.roost.model.PageRequest;
import dev.roost.model.PostId;
import dev.roost.timeline.CelebrityFigures;
import dev.roost.timeline.CelebrityRule;
import dev.roost.timeline.Strategy;
import dev.roost.timeline.TimelineSettings;
import dev.roost.timeline.Timelines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exact home timelines. Any thread. */
public final class HomeTimelines {
    private final Timelines timelines;
    private final TimelineSettings settings;
    private final InstantSource clock;

    HomeTimelines(Timelines timelines, TimelineSettings settings, InstantSource clock) {
        this.timelines = timelines;
        this.settings = settings;
        this.clock = clock;
    }

    /** A page, newest first, and the log offset at which it is exact. */
    public record HomePage(List<PostId> posts, long offset) {}

    /**
     * A page of the reader's home timeline; a few microseconds when the reader is active, about a millisecond when not.
     */
    public HomePage page(AccountId reader, PageRequest request) {
        return typed(timelines.page(reader, request, clock.millis()));
    }

    /** The same page by the plain query over the state: slow, and what {@link #page} must equal. */
    public HomePage plainPage(AccountId reader, PageRequest request) {
        return typed(timelines.plainPage(reader, request, clock.millis()));
    }

    /** Raw ids of a page, for measurements: no object per entry. */
    public dev.roost.timeline.HomePage rawPage(AccountId reader, PageRequest request) {
        return timelines.page(reader, request, clock.millis());
    }

    /** Drops a reader's timeline from memory. */
    public void evict(AccountId reader) {
        timelines.evict(reader);
    }

    /**
     * What {@link #page} gives, for a check: it leaves no trace in the reader's timeline, whether that is in memory or
     * not. Empty if too much changed meanwhile.
     */
    public Optional<HomePage> look(AccountId reader, PageRequest request) {
        return Optional.ofNullable(timelines.look(reader, request, clock.millis()))
                .map(HomeTimelines::typed);
    }

    /** Whether a reader has a timeline in memory. */
    public boolean isActive(AccountId reader) {
        return timelines.isActive(reader);
    }

    /**
     * Timelines of their own over one commit, for a check that may do with them what it likes; with the settings of
     * these, in memory for a few readers at a time. To be closed, before the state is.
     */
    public HomeView viewOf(StateReader commit) {
        return new HomeView(commit, settings);
    }

    /**
     * Changes the strategy while running; pages stay the same.
     *
     * @return whether it is in force; not if it needs deliveries, and those have failed
     */
    public boolean setStrategy(Strategy strategy) {
        return timelines.setStrategy(strategy);
    }

    /** When an author becomes a celebrity, under the hybrid strategy. */
    public CelebrityRule celebrityRule() {
        return timelines.celebrityRule();
    }

    /** The strategy in force. */
    public Strategy strategy() {
        return timelines.strategy();
    }

    /** How long a boost is held back after the same post or another boost of it, in milliseconds; 0 for never. */
    public long boostWindowMs() {
        return timelines.boostWindowMs();
    }

    /** Who is a celebrity, under the hybrid strategy. */
    public CelebrityFigures celebrityFigures() {
        return timelines.celebrities();
    }

    /** Figures since the start. */
    public Figures figures() {
        return new Figures(
                timelines.activeReaders(), timelines.deliveries(), timelines.plainPages(), timelines.allDelivered());
    }

    /**
     * What the timelines have done.
     *
     * @param plainPages pages that the plain query answered because too much changed while they were read
     * @param allDelivered whether every published post is in every active follower's ring
     */
    public record Figures(int activeReaders, long deliveries, long plainPages, boolean allDelivered) {}

    static HomePage typed(dev.roost.timeline.HomePage page) {
        List<PostId> posts = new ArrayList<>(page.ids().length);
        for (long id : page.ids()) {
            posts.add(new PostId(id));
        }
        return new HomePage(posts, page.offset());
    }
}
