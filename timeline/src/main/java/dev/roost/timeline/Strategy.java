package dev.roost.timeline;

/** When a post meets the timelines of those who follow its author. The pages are the same. */
public enum Strategy {
    /** Fan-out on read: nothing is delivered; a page merges the followees' recent posts. */
    READ,
    /** Fan-out on write: every post is delivered to every active follower. */
    WRITE,
    /** As on write, but celebrities' posts are merged at read time. */
    HYBRID
}
