package dev.roost.timeline;

/** Where the rules and the merge look posts up: the live caches, or one snapshot of the state. One reading thread. */
interface PostSource {
    /** Facts of a post; {@link PostFacts#GONE} if there is none. */
    PostFacts facts(long id);

    /** A boosted post's facts, and its boosts. */
    BoostTrail boosts(long original);

    /** Entries of authors' posts but direct ones, each author named once, from {@code highest} (inclusive) down. */
    Cursor postsBy(int[] authors, long highest);

    /** The same from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    Cursor postsUpBy(int[] authors, long lowest);

    /** Entries of direct posts by the reader, and by sources of the reader that mention the reader, downwards. */
    Cursor directPosts(Relations reader, long highest);

    /** The same from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    Cursor directPostsUp(Relations reader, long lowest);

    /** All that the rules choose from for a reader, from {@code highest} (inclusive) down. */
    default Cursor posts(Relations reader, long highest) {
        return both(postsBy(reader.sources(), highest), directPosts(reader, highest));
    }

    /** The same from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    default Cursor postsUp(Relations reader, long lowest) {
        return both(postsUpBy(reader.sources(), lowest), directPostsUp(reader, lowest));
    }

    /** Two cursors as one: most readers have no direct posts. */
    static Cursor both(Cursor posts, Cursor direct) {
        return direct.head() == Cursor.END ? posts : new Merge(new Cursor[] {posts, direct}, 2);
    }
}
