package dev.roost.runtime;

import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.MarkKind;
import dev.roost.model.PostId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer has put on posts, in sorted arrays; for a viewer with very many marks, looked up one by one.
 * Immutable.
 */
final class ViewerMarks {
    /** Marks of a kind up to which they are held in memory. */
    private static final int HELD_MAX = 10_000;

    private final StateView latest;
    private final AccountId viewer;
    private final long @Nullable [] favourites;
    private final long @Nullable [] bookmarks;
    private final long @Nullable [] pins;
    /** Originals boosted, and at the same index the boosts. */
    private final long @Nullable [] originals;

    private final long[] boosts;

    private ViewerMarks(StateView latest, AccountId viewer) {
        this.latest = latest;
        this.viewer = viewer;
        this.favourites = marks(MarkKind.FAVOURITE);
        this.bookmarks = marks(MarkKind.BOOKMARK);
        this.pins = marks(MarkKind.PIN);
        Longs of = new Longs();
        Longs by = new Longs();
        latest.boostsBy(viewer, (original, boost) -> by.add(boost.value()) && of.add(original.value()));
        this.originals = of.orNull();
        this.boosts = by.all();
    }

    static ViewerMarks load(StateView latest, AccountId viewer) {
        return new ViewerMarks(latest, viewer);
    }

    Reads.PostMarks on(PostId post) {
        return new Reads.PostMarks(
                has(favourites, MarkKind.FAVOURITE, post),
                has(bookmarks, MarkKind.BOOKMARK, post),
                has(pins, MarkKind.PIN, post),
                boostOf(post));
    }

    /** Longs held. */
    int weight() {
        return 16 + boosts.length + length(favourites) + length(bookmarks) + length(pins) + length(originals);
    }

    private boolean has(long @Nullable [] held, MarkKind kind, PostId post) {
        return held == null ? latest.marked(viewer, kind, post) : Arrays.binarySearch(held, post.value()) >= 0;
    }

    private @Nullable PostId boostOf(PostId post) {
        if (originals == null) {
            return latest.boostBy(viewer, post);
        }
        int at = Arrays.binarySearch(originals, post.value());
        return at < 0 ? null : new PostId(boosts[at]);
    }

    private long @Nullable [] marks(MarkKind kind) {
        Longs found = new Longs();
        latest.marks(viewer, kind, post -> found.add(post.value()));
        return found.orNull();
    }

    private static int length(long @Nullable [] held) {
        return held == null ? 0 : held.length;
    }

    /** Collects up to the bound; gives up beyond. */
    private static final class Longs {
        private long[] values = new long[16];
        private int size;
        private boolean tooMany;

        boolean add(long value) {
            if (size == HELD_MAX) {
                tooMany = true;
                return false;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
            return true;
        }

        long[] all() {
            return Arrays.copyOf(values, size);
        }

        long @Nullable [] orNull() {
            return tooMany ? null : all();
        }
    }
}
