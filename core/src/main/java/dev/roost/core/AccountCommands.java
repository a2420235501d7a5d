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
import java.util.regex.Pattern;

/** Commands about accounts themselves. */
final class AccountCommands {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
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
        AccountId id = new AccountId(++work.heads.lastAccount);
        store(new Account(
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
        return new Outcome.AccountCreated(id);
    }

    /** Fills an imported account, which nobody can sign in to; false if it is somebody's, or the email is taken. */
    boolean fill(ImportedRecord.AccountFields fields) {
        Account account = work.view.account(fields.account());
        boolean taken = !fields.email().isEmpty() && work.view.accountWithEmail(fields.email()) != null;
        if (account == null || !account.email().isEmpty() || taken) {
            return false;
        }
        renameIndexed(account, fields.profile().displayName());
        if (!fields.email().isEmpty()) {
            work.rows.put(
                    Table.EMAILS,
                    Keys.folded(fields.email()),
                    Rows.number(account.id().value()));
        }
        store(new Account(
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

    Outcome updateProfile(Command.UpdateProfile c) {
        Account account = work.view.account(c.account());
        if (account == null) {
            return Workspace.refuse(Refusal.ACCOUNT_NOT_FOUND);
        }
        renameIndexed(account, c.profile().displayName());
        store(new Account(
                account.id(),
                account.username(),
                account.email(),
                account.passwordHash(),
                account.createdAtMs(),
                account.standing(),
                c.profile(),
                c.defaults()));
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
        if (account.standing() == c.standing()) {
            return Workspace.done();
        }
        if (c.standing() != Standing.ACTIVE) {
            signIn.revokeAll(account.id());
        }
        store(with(account, account.passwordHash(), c.standing()));
        return Workspace.done();
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

    private static Set<String> words(String displayName) {
        Set<String> words = new TreeSet<>();
        for (String word : BETWEEN_WORDS.split(displayName.toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty() && words.size() < WORDS_INDEXED) {
                words.add(word);
            }
        }
        return words;
    }
}
