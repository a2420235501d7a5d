package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.AccountLine;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.ProfileField;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of an export. */
final class AccountLines implements LineFormat {
    private static final int SECRET_CHARS = 512;

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        AccountLine account = Json.parse(AccountLine.class, line);
        String username = Checks.username(account.u(), "username");
        long createdAtMs = TimeRange.OF_AN_EXPORT.check(account.t(), "t");
        Standing standing = Checks.oneOf(Standing.class, account.standing(), Standing.ACTIVE);
        Profile profile = profile(account);
        PostingDefaults defaults = new PostingDefaults(
                Checks.oneOf(Visibility.class, account.visibility(), Visibility.PUBLIC),
                yes(account.sensitive()),
                or(account.language()));
        String email = Checks.text(account.email(), SECRET_CHARS, "email");
        String passwordHash = Checks.text(account.passwordHash(), SECRET_CHARS, "password hash");
        int slot = into.account(username);
        into.fact(
                profile.note().length() + SECRET_CHARS,
                names -> new ImportedRecord.AccountFields(
                        names.id(slot), email, passwordHash, createdAtMs, standing, profile, defaults));
    }

    private static Profile profile(AccountLine account) throws BadLineException {
        List<ProfileField> fields = new ArrayList<>();
        if (account.fields() != null) {
            for (ExportLines.FieldLine field : account.fields()) {
                fields.add(new ProfileField(
                        Checks.text(field.name(), Limits.PROFILE_FIELD_CHARS, "name of a field"),
                        Checks.text(field.value(), Limits.PROFILE_FIELD_CHARS, "value of a field")));
            }
        }
        if (fields.size() > Limits.PROFILE_FIELDS) {
            throw new BadLineException("more than " + Limits.PROFILE_FIELDS + " fields");
        }
        return new Profile(
                Checks.text(account.displayName(), Limits.DISPLAY_NAME_CHARS, "display name"),
                Checks.text(account.note(), Limits.NOTE_CHARS, "note"),
                fields,
                yes(account.locked()),
                yes(account.bot()),
                yes(account.discoverable()),
                yes(account.indexable()),
                yes(account.hideCollections()));
    }

    private static boolean yes(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
