package dev.roost.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Authors' posts merged: from their runs, then from the state. A step costs the logarithm of the number of authors;
 * memory is 20 bytes an author.
 */
final class RunMerge extends Cursor {
    private final int[] authors;
    private final AuthorRun[] runs;
    private final Older older;
    /** By author: where in the run the author's head is; below 0 when it comes from the state. */
    private final int[] at;
    /** Cursors of those whose runs are used up, by author. */
    private @Nullable Cursor @Nullable [] stored;

    /** A binary heap, highest first: ids, and whose they are. */
    private final long[] heads;

    private final int[] whose;
    private int size;

    /** Gives authors' posts below those of their runs, at most {@code highest}, a cursor for each. */
    interface Older {
        Cursor[] below(int[] authors, AuthorRun[] runs, long highest);
    }

    /** Both arrays are the merge's from now on and of one length; no author stands in them twice. */
    RunMerge(int[] authors, AuthorRun[] runs, long highest, Older older) {
        this.authors = authors;
        this.runs = runs;
        this.older = older;
        int n = authors.length;
        at = new int[n];
        heads = new long[n];
        whose = new int[n];
        for (int i = 0; i < n; i++) {
            at[i] = runs[i].countUpTo(highest);
        }
        startBelow(highest);
        for (int i = 0; i < n; i++) {
            @Nullable Cursor[] all = stored;
            Cursor below = all == null ? null : all[i];
            long first = at[i] == 0 && below != null ? below.head() : next(i, highest);
            if (first != END) {
                heads[size] = first;
                whose[size++] = i;
            }
        }
        for (int i = (size >>> 1) - 1; i >= 0; i--) {
            sink(i, heads[i], whose[i]);
        }
        head = size == 0 ? END : heads[0];
    }

    /** Asks at once for what is below the runs that begin above {@code highest}. */
    private void startBelow(long highest) {
        int[] indexes = new int[authors.length];
        int count = 0;
        for (int i = 0; i < authors.length; i++) {
            if (at[i] == 0 && !runs[i].complete()) {
                indexes[count++] = i;
            }
        }
        if (count == 0) {
            return;
        }
        int[] whom = new int[count];
        AuthorRun[] theirs = new AuthorRun[count];
        for (int i = 0; i < count; i++) {
            whom[i] = authors[indexes[i]];
            theirs[i] = runs[indexes[i]];
        }
        Cursor[] cursors = older.below(whom, theirs, highest);
        stored = new Cursor[authors.length];
        for (int i = 0; i < count; i++) {
            stored[indexes[i]] = cursors[i];
        }
    }

    /** Whether the next step needs posts that are not in the runs. */
    boolean nextIsOlder() {
        return size > 0 && at[whose[0]] <= 0 && !runs[whose[0]].complete();
    }

    @Override
    void advance() {
        int author = whose[0];
        long next = next(author, head - 1);
        if (next != END) {
            sink(0, next, author);
        } else if (--size > 0) {
            sink(0, heads[size], whose[size]);
        }
        head = size == 0 ? END : heads[0];
    }

    /** Moves an author on, and returns the id that comes next; what comes from the state is at most {@code highest}. */
    private long next(int author, long highest) {
        if (--at[author] >= 0) {
            return runs[author].id(at[author]);
        }
        return runs[author].complete() ? END : nextStored(author, highest);
    }

    private long nextStored(int author, long highest) {
        if (stored == null) {
            stored = new Cursor[authors.length];
        }
        Cursor cursor = stored[author];
        if (cursor == null) {
            cursor = older.below(new int[] {authors[author]}, new AuthorRun[] {runs[author]}, highest)[0];
            stored[author] = cursor;
        } else {
            cursor.advance();
        }
        return cursor.head();
    }

    private void sink(int from, long id, int author) {
        int hole = from;
        int child = 2 * hole + 1;
        while (child < size) {
            if (child + 1 < size && heads[child + 1] > heads[child]) {
                child++;
            }
            if (heads[child] <= id) {
                break;
            }
            heads[hole] = heads[child];
            whose[hole] = whose[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heads[hole] = id;
        whose[hole] = author;
    }
}
