package dev.roost.timeline;

/** Where the rules and the merge look posts up: the live caches, or one snapshot of the state. One reading thread. */
interface PostSource {
    /** Facts of a post; {@link PostFacts#GONE} if there is none. */
    PostFacts facts(long id);

    /** Boosts of a post. */
    BoostTrail boosts(long original);

    /** An author's posts from {@code highest} (inclusive) down. */
    Cursor postsBy(int author, long highest);
}
