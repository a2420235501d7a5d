package dev.roost.bench.rivals;

/**
 * A post and whom it is to be delivered to.
 *
 * @param readers dense numbers of readers; only the first {@code size} count
 */
public record FanOut(long post, int[] readers, int size) {}
