package dev.roost.core;

/**
 * Direct posts that an account has written or is mentioned in, by id. As fresh and as thread-safe as the reader below
 * it.
 */
public final class DirectPosts {
    private static final int ACCOUNT_BYTES = 4;

    private final StateReader rows;

    DirectPosts(StateReader rows) {
        this.rows = rows;
    }

    /** Newest first, from {@code highest} (inclusive) down. */
    public void down(int account, long highest, Visitor visitor) {
        rows.scanEach(Table.DIRECT_POSTS_BY_ADDRESSEE, ACCOUNT_BYTES, key(account, highest), told(visitor));
    }

    /** Oldest first, from {@code lowest} (inclusive) up. */
    public void up(int account, long lowest, Visitor visitor) {
        rows.scanEachDown(Table.DIRECT_POSTS_BY_ADDRESSEE, ACCOUNT_BYTES, key(account, lowest), told(visitor));
    }

    private static byte[][] key(int account, long post) {
        return new byte[][] {Keys.descending(account, post)};
    }

    private static StateReader.PrefixVisitor told(Visitor visitor) {
        return (_, key, value) -> visitor.post(~Keys.longAt(key, ACCOUNT_BYTES), (int) Rows.number(value));
    }

    /** Sees an account's direct posts. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One post.
         *
         * @return whether to go on
         */
        boolean post(long id, int author);
    }
}
