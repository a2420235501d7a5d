package dev.roost.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody changes of their profile and their posting defaults; null for what stays as it is. */
public record ProfileChange(
        @Nullable String displayName,
        @Nullable String note,
        @Nullable List<ProfileField> fields,
        @Nullable Boolean locked,
        @Nullable Boolean bot,
        @Nullable Boolean discoverable,
        @Nullable Boolean indexable,
        @Nullable Boolean hideCollections,
        @Nullable Visibility visibility,
        @Nullable Boolean sensitive,
        @Nullable String language) {
    /** Leaves everything as it is. */
    public static final ProfileChange NONE =
            new ProfileChange(null, null, null, null, null, null, null, null, null, null, null);

    public ProfileChange {
        fields = fields == null ? null : List.copyOf(fields);
    }

    /** A change that leaves nothing as it is. */
    public static ProfileChange to(Profile profile, PostingDefaults defaults) {
        return new ProfileChange(
                profile.displayName(),
                profile.note(),
                profile.fields(),
                profile.locked(),
                profile.bot(),
                profile.discoverable(),
                profile.indexable(),
                profile.hideCollections(),
                defaults.visibility(),
                defaults.sensitive(),
                defaults.language());
    }

    /** The profile after the change. */
    public Profile of(Profile former) {
        return new Profile(
                displayName == null ? former.displayName() : displayName,
                note == null ? former.note() : note,
                fields == null ? former.fields() : fields,
                locked == null ? former.locked() : locked,
                bot == null ? former.bot() : bot,
                discoverable == null ? former.discoverable() : discoverable,
                indexable == null ? former.indexable() : indexable,
                hideCollections == null ? former.hideCollections() : hideCollections);
    }

    /** The posting defaults after the change. */
    public PostingDefaults of(PostingDefaults former) {
        return new PostingDefaults(
                visibility == null ? former.visibility() : visibility,
                sensitive == null ? former.sensitive() : sensitive,
                language == null ? former.language() : language);
    }
}
