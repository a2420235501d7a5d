package dev.roost.model;

/**
 * Which part of a list is wanted, newest first. Bounds are exclusive; 0 means none.
 *
 * <p>{@code minId} asks for the entries directly above it (paging up); {@code sinceId} for the newest entries that are
 * above it. If both are given, {@code minId} counts.
 *
 * @param limit 1 to {@link Limits#PAGE}
 */
public record PageRequest(long maxId, long sinceId, long minId, int limit) {
    public PageRequest {
        if (maxId < 0 || sinceId < 0 || minId < 0 || limit < 1 || limit > Limits.PAGE) {
            throw new IllegalArgumentException(
                    "page out of bounds: " + maxId + " " + sinceId + " " + minId + " " + limit);
        }
    }

    /** The newest entries. */
    public static PageRequest newest(int limit) {
        return new PageRequest(0, 0, 0, limit);
    }

    /** The entries below {@code maxId}. */
    public static PageRequest before(long maxId, int limit) {
        return new PageRequest(maxId, 0, 0, limit);
    }

    /** The entries directly above {@code minId}. */
    public static PageRequest after(long minId, int limit) {
        return new PageRequest(0, 0, minId, limit);
    }

    /** The highest id that may be shown. */
    public long highest() {
        return maxId == 0 ? Long.MAX_VALUE : maxId - 1;
    }

    /** The lowest id that may be shown. */
    public long lowest() {
        return (minId > 0 ? minId : sinceId) + 1;
    }

    /** Whether entries are taken from the bottom of the range rather than from its top. */
    public boolean upwards() {
        return minId > 0;
    }
}
