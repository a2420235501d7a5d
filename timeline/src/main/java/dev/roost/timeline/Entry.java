package dev.roost.timeline;

import dev.roost.model.OriginalPost;
import dev.roost.model.Post;
import dev.roost.model.PostId;
import dev.roost.model.Visibility;

/**
 * A post as timelines hold it in memory: its id, whose low bits say whether the rules must look at its facts; and for
 * the plain posts that they must look at, those that mention somebody, the number below the id.
 *
 * <pre>
 * low bits of an entry | 00 plain, shown to whoever follows its author | 01 reply | 10 boost | 11 plain, by its facts
 * </pre>
 *
 * <p>No two ids differ in their low bits alone, so entries are in the order of the ids that they stand for: whatever
 * merges, cuts and keeps ids does the same with entries. Only where an id is compared with one that need not be a
 * post's, as a client's cursor need not, an entry must be turned into its id: a page's {@link Selection} does.
 */
final class Entry {
    private static final long LOW_BITS = 3;

    private Entry() {}

    /** {@code byFacts}: whether the post, if it is plain, is shown or not by its facts. */
    static long of(long id, boolean byFacts) {
        return byFacts && PostId.isPlain(id) ? id - 1 : id;
    }

    static long of(Post post) {
        return of(
                post.id().value(),
                post instanceof OriginalPost original && !original.mentions().isEmpty());
    }

    /** The id of the post that an entry stands for. */
    static long id(long entry) {
        return entry + (entry & (entry >>> 1) & 1);
    }

    /** Whether it stands for a plain post that is shown or not by its facts. */
    static boolean isPlainByFacts(long entry) {
        return (entry & LOW_BITS) == LOW_BITS;
    }

    /** Below every entry that can stand for this one's post, and not below any other post's. */
    static long below(long entry) {
        return (id(entry) & ~LOW_BITS) - 2;
    }

    /** Whether posts of this visibility go to all followers of their authors. */
    static boolean isForFollowers(Visibility visibility) {
        return visibility != Visibility.DIRECT;
    }
}
