package dev.roost.http.auth;

import dev.roost.http.server.CallLimits;
import dev.roost.model.Account;
import dev.roost.runtime.Reads;
import dev.roost.runtime.credentials.Passwords;
import java.util.Locale;
import java.util.Optional;

/** Checks who somebody says they are. Any thread; takes as long for unknown accounts as for known ones. */
final class SignIn {
    private static final int LOGIN_CHARS_MAX = 254;

    private final Reads reads;
    private final Passwords passwords;
    private final CallLimits limits;

    SignIn(Reads reads, Passwords passwords, CallLimits limits) {
        this.reads = reads;
        this.passwords = passwords;
        this.limits = limits;
    }

    /**
     * The account with this login and password, whatever its standing.
     *
     * @param login an e-mail address or a username
     * @param address where the attempt comes from
     * @throws dev.roost.http.server.ApiError 429 after too many attempts
     */
    Optional<Account> check(String login, String password, String address) {
        String name = login.strip();
        limits.countSignIn(address, name.toLowerCase(Locale.ROOT));
        Optional<Account> account = name.isEmpty() || name.length() > LOGIN_CHARS_MAX ? Optional.empty() : find(name);
        if (account.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        return account.filter(found -> passwords.matches(password, found.passwordHash()));
    }

    private Optional<Account> find(String name) {
        return name.indexOf('@') > 0 ? reads.accountWithEmail(name) : reads.accountNamed(name);
    }
}
