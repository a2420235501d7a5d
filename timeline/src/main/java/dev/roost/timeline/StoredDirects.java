package dev.roost.timeline;

import dev.roost.core.DirectPosts;
import dev.roost.core.StateView;

/**
 * A reader's direct posts by the reader's sources from the state, down or up, read in chunks that grow. What others
 * have written is passed over by the index alone.
 */
final class StoredDirects extends Cursor {
    private static final int CHUNK_MIN = 16;
    private static final int CHUNK_MAX = 256;
    private static final int GROWTH = 4;

    private final DirectPosts posts;
    private final Relations relations;
    private final boolean upwards;
    private long[] chunk = new long[CHUNK_MIN];
    private int filled;
    private int at;

    private StoredDirects(StateView state, Relations relations, boolean upwards) {
        this.posts = state.directPosts();
        this.relations = relations;
        this.upwards = upwards;
    }

    /** From {@code highest} (inclusive) down. */
    static Cursor down(StateView state, Relations relations, long highest) {
        StoredDirects found = new StoredDirects(state, relations, false);
        found.fill(highest);
        return found;
    }

    /** From {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    static Cursor up(StateView state, Relations relations, long lowest) {
        StoredDirects found = new StoredDirects(state, relations, true);
        found.fill(lowest);
        return found;
    }

    /** An account's newest direct posts, whoever has written them. */
    static DirectRun newest(StateView state, int account) {
        long[] down = new long[DirectRun.KEPT];
        int[] authorsDown = new int[DirectRun.KEPT];
        int[] size = new int[1];
        boolean[] more = new boolean[1];
        state.directPosts().down(account, Long.MAX_VALUE, (id, author) -> {
            if (size[0] == DirectRun.KEPT) {
                more[0] = true;
                return false;
            }
            down[size[0]] = id;
            authorsDown[size[0]++] = author;
            return true;
        });
        if (size[0] == 0) {
            return DirectRun.NONE;
        }
        long[] entries = new long[size[0]];
        int[] authors = new int[size[0]];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = DirectRun.entry(down[entries.length - 1 - i]);
            authors[i] = authorsDown[entries.length - 1 - i];
        }
        return new DirectRun(entries, authors, !more[0]);
    }

    @Override
    void advance() {
        if (++at < filled) {
            show();
        } else if (filled < chunk.length) {
            head = END;
        } else {
            long shown = chunk[filled - 1];
            if (chunk.length < CHUNK_MAX) {
                chunk = new long[chunk.length * GROWTH];
            }
            fill(upwards ? shown + 1 : shown - 1);
        }
    }

    private void fill(long from) {
        at = 0;
        filled = 0;
        if (upwards) {
            posts.up(relations.reader(), from, this::add);
        } else if (from > 0) {
            posts.down(relations.reader(), from, this::add);
        }
        if (filled == 0) {
            head = END;
        } else {
            show();
        }
    }

    private boolean add(long id, int author) {
        if (relations.isSource(author)) {
            chunk[filled++] = id;
        }
        return filled < chunk.length;
    }

    private void show() {
        long entry = DirectRun.entry(chunk[at]);
        head = upwards ? turned(entry) : entry;
    }
}
