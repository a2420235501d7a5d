package dev.roost.timeline;

import dev.roost.core.AuthorsPosts;
import dev.roost.core.StateView;
import dev.roost.model.Visibility;

/**
 * An author's posts from the state, down or up, read in chunks that grow: few for a page, many for who goes on. The
 * first chunks of several authors are read together, which costs a fifth of reading them one by one.
 */
final class StoredPosts extends Cursor {
    /** Posts in the first chunks of all authors together: a page, and what the rules leave out of it. */
    private static final int FIRST_OF_ALL = 512;

    private static final int CHUNK_MIN = 2;
    private static final int FIRST_CHUNK_MAX = 32;
    private static final int CHUNK_MAX = 512;
    private static final int GROWTH = 4;

    private final AuthorsPosts posts;
    private final int[] author;
    private final boolean upwards;
    private long[] chunk;
    private int filled;
    private int at;
    private boolean last;

    private StoredPosts(AuthorsPosts posts, int author, boolean upwards, int firstChunk) {
        this.posts = posts;
        this.author = new int[] {author};
        this.upwards = upwards;
        this.chunk = new long[firstChunk];
    }

    /** From {@code highest} (inclusive) down, a cursor for each author. */
    static Cursor[] down(StateView state, int[] authors, long highest) {
        return each(state, authors, highest, false);
    }

    /** From {@code lowest} (inclusive) up, {@link Cursor#turned}, a cursor for each author. */
    static Cursor[] up(StateView state, int[] authors, long lowest) {
        return each(state, authors, lowest, true);
    }

    private static Cursor[] each(StateView state, int[] authors, long from, boolean upwards) {
        AuthorsPosts posts = state.postsOfAuthors();
        int chunk = Math.clamp(FIRST_OF_ALL / Math.max(1, authors.length), CHUNK_MIN, FIRST_CHUNK_MAX);
        StoredPosts[] each = new StoredPosts[authors.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = new StoredPosts(posts, authors[i], upwards, chunk);
        }
        if (upwards) {
            posts.up(authors, from, (index, id, visibility, mentions) -> each[index].add(id, visibility, mentions));
        } else if (from > 0) {
            posts.down(authors, from, (index, id, visibility, mentions) -> each[index].add(id, visibility, mentions));
        }
        for (StoredPosts one : each) {
            one.begin();
        }
        return each;
    }

    @Override
    void advance() {
        if (++at < filled) {
            show();
        } else if (last) {
            head = END;
        } else {
            long shown = Entry.id(chunk[filled - 1]);
            if (chunk.length < CHUNK_MAX) {
                chunk = new long[Math.min(CHUNK_MAX, chunk.length * GROWTH)];
            }
            filled = 0;
            if (upwards) {
                posts.up(author, shown + 1, (_, id, visibility, mentions) -> add(id, visibility, mentions));
            } else {
                posts.down(author, shown - 1, (_, id, visibility, mentions) -> add(id, visibility, mentions));
            }
            begin();
        }
    }

    private boolean add(long id, Visibility visibility, boolean mentions) {
        if (Entry.isForFollowers(visibility)) {
            chunk[filled++] = Entry.of(id, mentions);
        }
        return filled < chunk.length;
    }

    private void begin() {
        at = 0;
        last = filled < chunk.length;
        if (filled == 0) {
            head = END;
        } else {
            show();
        }
    }

    private void show() {
        head = upwards ? turned(chunk[at]) : chunk[at];
    }
}
