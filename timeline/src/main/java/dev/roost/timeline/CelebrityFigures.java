package dev.roost.timeline;

/**
 * Who is a celebrity, and what that is decided by where it is decided by cost.
 *
 * @param celebrities authors whose posts are merged at read time at present
 * @param changes how often an author has become one, or was to be one no longer, since the start
 * @param deliveryNanos what a delivery costs
 * @param mergeNanos what one more author costs in a page
 * @param mendingNanos what it costs to put what an author's followers lack into one timeline
 */
public record CelebrityFigures(
        int celebrities, long changes, double deliveryNanos, double mergeNanos, double mendingNanos) {}
