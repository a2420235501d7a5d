package dev.roost.http.json;

/**
 * What the entities' JSON depends on besides the state.
 *
 * @param baseUrl under which browsers and clients reach this server, without a slash at the end
 * @param domain what follows the {@code @} in full handles, port included where there is one
 * @param postCacheBytes encoded posts that are kept
 * @param accountCacheBytes encoded accounts that are kept
 */
public record EntitySettings(String baseUrl, String domain, long postCacheBytes, long accountCacheBytes) {
    /** Room for about 60,000 posts. */
    public static final long POST_CACHE_BYTES = 96L << 20;
    /** Room for about 25,000 accounts. */
    public static final long ACCOUNT_CACHE_BYTES = 32L << 20;

    public EntitySettings {
        if (baseUrl.endsWith("/")) {
            throw new IllegalArgumentException("the base URL must not end with a slash: " + baseUrl);
        }
    }

    /** The usual sizes. */
    public static EntitySettings at(String baseUrl, String domain) {
        return new EntitySettings(baseUrl, domain, POST_CACHE_BYTES, ACCOUNT_CACHE_BYTES);
    }
}
