package dev.roost.app.demo;

/**
 * How large a generated community is.
 *
 * @param follows about; the others exactly
 * @param posts of which about a fifth are boosts
 */
record CommunitySize(int accounts, int follows, int posts, int favourites) {
    /** What {@code roost demo} makes. */
    static final CommunitySize DEMO = new CommunitySize(10_000, 500_000, 125_000, 60_000);

    private static final int ACCOUNTS_MIN = 20;

    CommunitySize {
        if (accounts < ACCOUNTS_MIN || follows < accounts || posts < 0 || favourites < 0) {
            throw new IllegalArgumentException("too small for a community");
        }
    }
}
