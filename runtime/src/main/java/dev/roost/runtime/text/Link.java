package dev.roost.runtime.text;

/**
 * An {@code http} or {@code https} link in a text.
 *
 * @param url as written: begins with the scheme (in any case), has a host, and holds no white space, control or
 *     direction character, quotation mark or angle bracket. Other characters than ASCII are not encoded.
 */
public record Link(int start, int end, String url) implements TextEntity {}
