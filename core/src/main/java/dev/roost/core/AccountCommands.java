package dev.roost.core;

import dev.roost.model.Account;
import dev.roost.model.AccountId;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.ImportedRecord;
import dev.roost.model.Outcome;
import dev.roost.model.PostingDefaults;
import dev.roost.model.Profile;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.model.Visibility;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Commands about accounts themselves. */
final class AccountCommands {
    /** The Unicode categories of letters, marks and numbers, a bit each. */
    private static final int OF_WORDS = (1 << Character.UPPERCASE_LETTER)
            | (1 << Character.LOWERCASE_LETTER)
            | (1 << Character.TITLECASE_LETTER)
            | (1 << Character.MODIFIER_LETTER)
            | (1 << Character.OTHER_LETTER)
            | (1 << Character.NON_SPACING_MARK)
            | (1 << Character.ENCLOSING_MARK)
            | (1 << Character.COMBINING_SPACING_MARK)
            | (1 << Character.DECIMAL_DIGIT_NUMBER)
            | (1 << Character.LETTER_NUMBER)
            | (1 << Character.OTHER_NUMBER);

    private static final int WORDS_INDEXED = 8;

    private final Workspace work;

    AccountCommands(Workspace work) {
        this.work = work;
    }

    Outcome create(Command.CreateAccount c) {
        if (work.view.accountNamed(c.username()) != null) {
            return Workspace.refuse(Refusal.USERNAME_TAKEN);
        }
        if (!c.email().isEmpty() && work.view.accountWithEmail(c.email()) != null) {
            return Workspace.refuse(Refusal.EMAIL_TAKEN);
        }
        return new Outcome.AccountCreated(createUnknown(c));
    }

    /** Makes an account whose username and email nobody has. */
    AccountId createUnknown(Command.CreateAccount c) {
        AccountId id = new AccountId(++work.heads.lastAccount);
        store(
                null,
                new Account(
                        id,
                        c.username(),
                        c.email(),
                        c.passwordHash(),
                        work.timeMs(),
                        c.standing(),
                        Profile.named(c.displayName()),
                        new PostingDefaults(Visibility.PUBLIC, false, c.language())));
        work.rows.put(Table.USERNAMES, Keys.folded(c.username()), Rows.number(id.value()));
        if (!c.email().isEmpty()) {
            work.rows.put(Table.EMAILS, Keys.folded(c.email()), Rows.number(id.value()));
        }
        indexName(id, c.displayName());
        return id;
    }

    /**
     * Fills an imported account, which nobody can sign in to; false if it is somebody's, or suspended, or the email is
     * taken.
     */
    boolean fill(ImportedRecord.AccountFields fields) {
        Account account = work.view.account(fields.account());
        boolean taken = !fields.email().isEmpty() && work.view.accountWithEmail(fields.email()) != null;
        if (account == null || !account.email().isEmpty() || account.standing().isSuspended() || taken) {
            return false;
        }
        renameIndexed(account, fields.profile().displayName());
        if (!fields.email().isEmpty()) {
            work.rows.put(
                    Table.EMAILS,
                    Keys.folded(fields.email()),
                    Rows.number(account.id().value()));
        }
        store(
                account.standing(),
                new Account(
                        account.id(),
                        account.username(),
                        fields.email(),
                        fields.passwordHash(),
                        fields.createdAtMs(),
                        fields.standing(),
                        fields.profile(),
                        fields.defaults()));
        return true;
    }

    Outcome updateProfile(Command.UpdateProfile c, GraphCommands graph) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        Profile profile = c.change().of(account.profile());
        Account changed = with(account, profile, c.change().of(account.defaults()));
        if (!changed.equals(account)) {
            renameIndexed(account, profile.displayName());
            store(changed);
        }
        if (!profile.locked()) {
            graph.acceptRequests(account.id());
        }
        return Workspace.done();
    }

    /** As above in old logs: has its place there also where it changes nothing, and the entries behind it accept. */
    Outcome replaceProfile(Command.ReplaceProfile c) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        renameIndexed(account, c.profile().displayName());
        store(with(account, c.profile(), c.defaults()));
        return Workspace.done();
    }

    Outcome approve(Command.ApproveAccount c) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (account.standing() != Standing.PENDING) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_PENDING);
        }
        store(with(account, account.passwordHash(), Standing.ACTIVE));
        return Workspace.done();
    }

    Outcome setPassword(Command.SetPassword c) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        store(with(account, c.passwordHash(), account.standing()));
        return Workspace.done();
    }

    Outcome setStanding(Command.SetStanding c, SignInCommands signIn) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        return setStanding(account, c.standing(), signIn);
    }

    Outcome changeStanding(Command.ChangeStanding c, SignInCommands signIn) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        if (account.standing() != c.from()) {
            return Workspace.refuse(Refusal.ACCOUNT_STANDING_OTHER);
        }
        return setStanding(account, c.to(), signIn);
    }

    private Outcome setStanding(Account account, Standing standing, SignInCommands signIn) {
        if (account.standing() == standing) {
            return Workspace.done();
        }
        if (account.standing() == Standing.ERASED || standing == Standing.ERASED) {
            return Workspace.refuse(Refusal.ACCOUNT_STANDING_OTHER);
        }
        if (standing != Standing.ACTIVE) {
            signIn.revokeAll(account.id());
        }
        store(account.standing(), with(account, account.passwordHash(), standing));
        return Workspace.done();
    }

    private static Account with(Account account, Profile profile, PostingDefaults defaults) {
        return new Account(
                account.id(),
                account.username(),
                account.email(),
                account.passwordHash(),
                account.createdAtMs(),
                account.standing(),
                profile,
                defaults);
    }

    /** Takes away what a deleted account says of itself, and how one signs in to it. */
    void erase(Account account) {
        renameIndexed(account, "");
        if (!account.email().isEmpty()) {
            work.rows.delete(Table.EMAILS, Keys.folded(account.email()));
        }
        store(new Account(
                account.id(),
                account.username(),
                "",
                "",
                account.createdAtMs(),
                Standing.ERASED,
                Profile.named(""),
                PostingDefaults.NONE));
    }

    private static Account with(Account account, String passwordHash, Standing standing) {
        return new Account(
                account.id(),
                account.username(),
                account.email(),
                passwordHash,
                account.createdAtMs(),
                standing,
                account.profile(),
                account.defaults());
    }

    /** Stores an account with its place among the suspended ones; {@code former}: null for a new one. */
    private void store(@Nullable Standing former, Account account) {
        store(account);
        AccountId id = account.id();
        Standing standing = account.standing();
        if (standing == former) {
            return;
        }
        boolean was = former != null && former.isSuspended();
        if (former == Standing.DELETED) {
            work.rows.delete(
                    Table.DELETED_ACCOUNTS, Keys.deleted(work.view.suspensions().sinceMs(id), id));
        }
        if (standing.isSuspended()) {
            work.rows.put(Table.SUSPENDED_ACCOUNTS, Keys.of(id), Rows.number(work.timeMs()));
        } else if (was) {
            work.rows.delete(Table.SUSPENDED_ACCOUNTS, Keys.of(id));
        }
        if (standing == Standing.DELETED) {
            work.rows.put(Table.DELETED_ACCOUNTS, Keys.deleted(work.timeMs(), id), Keys.NONE);
        }
        if (was != standing.isSuspended()) {
            work.rows.put(Table.META, Keys.SUSPENSIONS, Rows.number(work.heads.offset));
            work.emit(new Change.SuspensionChanged(id));
        }
    }

    private void store(Account account) {
        work.rows.put(Table.ACCOUNTS, Keys.of(account.id()), Rows.account(account));
        work.emit(new Change.AccountChanged(account.id()));
    }

    private void renameIndexed(Account account, String name) {
        String formerName = account.profile().displayName();
        if (!formerName.equals(name)) {
            words(formerName).forEach(word -> work.rows.delete(Table.NAME_WORDS, Keys.nameWord(word, account.id())));
            indexName(account.id(), name);
        }
    }

    private void indexName(AccountId id, String displayName) {
        words(displayName).forEach(word -> work.rows.put(Table.NAME_WORDS, Keys.nameWord(word, id), Keys.NONE));
    }

    /** The first words of a name in lower case, sorted: runs of letters, marks and digits. */
    private static Set<String> words(String displayName) {
        String name = displayName.toLowerCase(Locale.ROOT);
        Set<String> words = new TreeSet<>();
        int start = 0;
        for (int at = 0; at < name.length() && words.size() < WORDS_INDEXED; ) {
            int c = name.codePointAt(at);
            int next = at + Character.charCount(c);
            if (!isOfWord(c)) {
                start = next;
            } else if (next == name.length() || !isOfWord(name.codePointAt(next))) {
                words.add(name.substring(start, next));
            }
            at = next;
        }
        return words;
    }

    private static boolean isOfWord(int c) {
        return ((OF_WORDS >>> Character.getType(c)) & 1) != 0;
    }
}
