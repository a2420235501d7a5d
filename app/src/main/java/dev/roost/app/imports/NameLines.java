package dev.roost.app.imports;

import dev.roost.core.StateView;
import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Limits;
import dev.roost.model.Profile;
import dev.roost.runtime.text.PostText;

/**
 * Display names, one a line: the n-th goes to the n-th account, unless that has a name of its own or can sign in. Names
 * without an account are left out.
 */
final class NameLines implements LineFormat {
    private final StateView state;

    NameLines(StateView state) {
        this.state = state;
    }

    @Override
    public void line(long number, String line, ImportPipeline into) throws BadLineException {
        String name = Checks.text(PostText.normalise(line), Limits.DISPLAY_NAME_CHARS, "name");
        if (name.isEmpty() || number > Integer.MAX_VALUE) {
            throw new BadLineException("no name");
        }
        requireName(line);
        Account account = state.account(new AccountId((int) number));
        if (account == null || isNamed(account)) {
            return;
        }
        into.fact(
                name.length(),
                names -> new ImportedRecord.AccountFields(
                        account.id(),
                        account.email(),
                        account.passwordHash(),
                        account.createdAtMs(),
                        account.standing(),
                        named(account.profile(), name),
                        account.defaults()));
    }

    /** Other formats are no names: what a file of them holds would otherwise become everybody's name. */
    private static void requireName(String line) throws BadLineException {
        if (line.indexOf('\t') >= 0 || line.startsWith("{") || isPairOfNumbers(line)) {
            throw new BadLineException("not a name but a line of another format: " + Show.quoted(line));
        }
    }

    private static boolean isPairOfNumbers(String line) {
        boolean digits = line.codePoints().allMatch(c -> c == ' ' || (c >= '0' && c <= '9'));
        return digits && line.strip().indexOf(' ') > 0;
    }

    private static boolean isNamed(Account account) {
        String name = account.profile().displayName();
        return !account.email().isEmpty() || !(name.isEmpty() || name.equals(account.username()));
    }

    private static Profile named(Profile old, String name) {
        return new Profile(
                name,
                old.note(),
                old.fields(),
                old.locked(),
                old.bot(),
                old.discoverable(),
                old.indexable(),
                old.hideCollections());
    }
}
