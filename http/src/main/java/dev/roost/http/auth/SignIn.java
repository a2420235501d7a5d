package dev.roost.http.auth;

import dev.roost.http.server.Call;
import dev.roost.http.server.CallLimits;
import dev.roost.model.Account;
import dev.roost.runtime.Reads;
import dev.roost.runtime.credentials.Passwords;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks who somebody says they are: the only place where a password is looked at. Any thread; takes as long for
 * unknown accounts as for known ones, and limits guesses at both alike.
 */
final class SignIn {
    private static final int LOGIN_CHARS_MAX = 254;

    private final Reads reads;
    private final Passwords passwords;
    private final CallLimits limits;
    private final KnownBrowsers browsers;

    SignIn(Reads reads, Passwords passwords, CallLimits limits, KnownBrowsers browsers) {
        this.reads = reads;
        this.passwords = passwords;
        this.limits = limits;
        this.browsers = browsers;
    }

    /**
     * The account with this login and password, whatever its standing.
     *
     * @param login an e-mail address or a username
     * @param call where the attempt comes from
     * @throws dev.roost.http.server.ApiError 429 after too many attempts
     */
    Optional<Account> check(String login, String password, Call call) {
        String name = login.strip();
        Optional<Account> account = name.isEmpty() || name.length() > LOGIN_CHARS_MAX ? Optional.empty() : find(name);
        // An account is one, however it is called; names of nobody count too, so that nothing is told about them.
        String counted = account.map(found -> "id:" + found.id()).orElseGet(() -> "name:" + folded(name));
        Optional<String> browser = account.flatMap(found -> browsers.nameOf(call, found));
        limits.countSignIn(call.clientAddress(), counted, browser);
        if (account.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        Optional<Account> right = account.filter(found -> passwords.matches(password, found.passwordHash()));
        right.ifPresent(found -> limits.signedIn(call.clientAddress(), counted, browser));
        return right;
    }

    private static String folded(String name) {
        return name.substring(0, Math.min(name.length(), LOGIN_CHARS_MAX)).toLowerCase(Locale.ROOT);
    }

    private Optional<Account> find(String name) {
        return name.indexOf('@') > 0 ? reads.accountWithEmail(name) : reads.accountNamed(name);
    }
}
