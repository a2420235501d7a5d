package dev.roost.model;

/**
 * A directed edge of the graph.
 *
 * @param boosts whether the follower sees the followee's boosts
 * @param notifyPosts whether the follower is told of each post
 */
public record Follow(AccountId follower, AccountId followee, boolean boosts, boolean notifyPosts) {}
