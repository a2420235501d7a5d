package dev.roost.timeline;

/** Where the rules and the merge look posts up: the live caches, or one snapshot of the state. One reading thread. */
interface PostSource {
    /** Facts of a post; {@link PostFacts#GONE} if there is none. */
    PostFacts facts(long id);

    /** A boosted post's facts, and its boosts. */
    BoostTrail boosts(long original);

    /** The posts of authors, each named once, merged, from {@code highest} (inclusive) down. */
    Cursor postsBy(int[] authors, long highest);

    /** The same from {@code lowest} (inclusive) up, {@link Cursor#turned}. */
    Cursor postsUpBy(int[] authors, long lowest);
}
