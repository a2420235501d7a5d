package dev.roost.model;

/**
 * A post, numbered in the order of the log: ids are strictly increasing, so a cursor never skips a late post.
 *
 * <pre>
 *  63                           16 15                2 1      0
 * +-------------------------------+-------------------+--------+
 * | milliseconds since 1970 (UTC) | sequence          | kind   |
 * +-------------------------------+-------------------+--------+
 * </pre>
 *
 * The kind lets a timeline decide without a look-up whether an entry can be subject to the rules for replies and boosts
 * (see {@link PostKind}).
 *
 * @param value positive
 */
public record PostId(long value) implements Comparable<PostId> {
    /** Bits below the milliseconds. */
    public static final int TIME_SHIFT = 16;

    private static final int KIND_MASK = 3;
    private static final int STEP = KIND_MASK + 1;

    public PostId {
        if (value <= 0) {
            throw new IllegalArgumentException("post id must be positive: " + value);
        }
    }

    /**
     * The id that follows {@code last}: at the given time, or later when {@code last} is ahead of it.
     *
     * @param last the highest id assigned so far, 0 for none
     * @param timeMs the time of the log entry, milliseconds since 1970
     * @param kind what the post is
     */
    public static PostId after(long last, long timeMs, PostKind kind) {
        long next = Math.max(timeMs << TIME_SHIFT, (last & ~(long) KIND_MASK) + STEP);
        return new PostId(next | kind.ordinal());
    }

    /** The kind held in the low bits of a raw id. */
    public static PostKind kindOf(long rawId) {
        return PostKind.of((int) (rawId & KIND_MASK));
    }

    /** Whether a raw id is neither a reply nor a boost; no allocation. */
    public static boolean isPlain(long rawId) {
        return (rawId & KIND_MASK) == 0;
    }

    /** The kind held in the low bits. */
    public PostKind kind() {
        return kindOf(value);
    }

    @Override
    public int compareTo(PostId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
