package dev.roost.model;

/**
 * What a client should offer when its user writes.
 *
 * @param language ISO 639 code, empty for none
 */
public record PostingDefaults(Visibility visibility, boolean sensitive, String language) {
    /** Public, not sensitive, no language. */
    public static final PostingDefaults NONE = new PostingDefaults(Visibility.PUBLIC, false, "");
}
