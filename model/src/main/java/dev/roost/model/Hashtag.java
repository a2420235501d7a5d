package dev.roost.model;

/**
 * A tag in a post.
 *
 * @param name normalised, the key of the index
 * @param written as it stands in the post, without the sign
 */
public record Hashtag(String name, String written) {}
