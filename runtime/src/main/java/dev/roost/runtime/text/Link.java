package dev.roost.runtime.text;

/**
 * A link in a text: mostly {@code http} or {@code https}, or one of the other schemes that Mastodon knows.
 *
 * @param url as written: begins with a scheme of {@link LinkScanner}'s (in any case), has a host unless it is a magnet
 *     link, and holds no white space, control or direction character, quotation mark or angle bracket. Other characters
 *     than ASCII are not encoded.
 */
public record Link(int start, int end, String url) implements TextEntity {

    /** Whether it counts as many characters as any link does, and not as many as it has. */
    public boolean countsAsAnyLink() {
        return !LinkScanner.isBare(url, 0);
    }
}
