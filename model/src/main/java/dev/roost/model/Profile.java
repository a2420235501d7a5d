package dev.roost.model;

import java.util.List;

/**
 * What an account says of itself, and how it may be found and followed.
 *
 * @param note plain text as entered
 * @param locked whether followers must be accepted
 * @param hideCollections whether followers and followees are hidden from others
 */
public record Profile(
        String displayName,
        String note,
        List<ProfileField> fields,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean hideCollections) {
    public Profile {
        fields = List.copyOf(fields);
    }

    /** An empty, open profile with this display name. */
    public static Profile named(String displayName) {
        return new Profile(displayName, "", List.of(), false, false, true, false, false);
    }
}
