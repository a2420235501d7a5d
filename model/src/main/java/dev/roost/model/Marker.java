package dev.roost.model;

/**
 * How far a reader has read.
 *
 * @param timeline {@code home} or {@code notifications}
 */
public record Marker(String timeline, String lastReadId, int version, long updatedAtMs) {}
