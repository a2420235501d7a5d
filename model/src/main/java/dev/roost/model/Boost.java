package dev.roost.model;

/**
 * A post shown by {@code author} to their followers.
 *
 * @param of the original; never itself a boost
 * @param ofAuthor who wrote the original
 */
public record Boost(PostId id, AccountId author, long createdAtMs, Visibility visibility, PostId of, AccountId ofAuthor)
        implements Post {}
