package dev.roost.model;

/** An entry of timelines: somebody's own words, or a boost of somebody's. */
public sealed interface Post permits OriginalPost, Boost {
    PostId id();

    AccountId author();

    /** When it was written; an imported post keeps its original time, so this need not agree with the id. */
    long createdAtMs();

    Visibility visibility();
}
