package dev.roost.app.operate;

import dev.roost.model.Account;
import dev.roost.model.AccountCounts;
import dev.roost.model.AccountId;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Passwords;
import dev.roost.runtime.credentials.SignUpRules;
import dev.roost.runtime.credentials.SignUpRules.Violation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Adding accounts, letting them in, shutting them out, and seeing which there are. */
final class AccountOperations {
    private static final Set<Standing> NOT_SUSPENDED = EnumSet.of(Standing.ACTIVE, Standing.PENDING, Standing.DISABLED);

    private static final Set<Standing> NOT_DELETED =
            EnumSet.of(Standing.ACTIVE, Standing.PENDING, Standing.DISABLED, Standing.SUSPENDED);

    private final Passwords passwords = new Passwords();

    Map<String, Operation> byName() {
        return Map.of(
                "account create", this::create,
                "account list", AccountOperations::list,
                "account approve", AccountOperations::approve,
                "account enable", to(Standing.ACTIVE, NOT_DELETED),
                "account disable", to(Standing.DISABLED, NOT_SUSPENDED),
                "account suspend", to(Standing.SUSPENDED, NOT_SUSPENDED),
                "account unsuspend", to(Standing.ACTIVE, EnumSet.of(Standing.SUSPENDED)),
                "account delete", to(Standing.DELETED, NOT_DELETED),
                "account restore", to(Standing.ACTIVE, EnumSet.of(Standing.DELETED)),
                "account reset-password", this::resetPassword);
    }

    private boolean create(Roost roost, Arguments arguments, Consumer<String> lines) throws OperationRefusedException {
        String username = arguments.text("username");
        String email = arguments.optional("email").orElse("");
        String password = arguments.text("password");
        Set<Violation> broken = EnumSet.noneOf(Violation.class);
        broken.addAll(SignUpRules.checkUsername(username));
        if (!email.isEmpty()) {
            broken.addAll(SignUpRules.checkEmail(email));
        }
        broken.addAll(SignUpRules.checkPassword(password));
        refuse(broken);
        Outcome outcome = roost.execute(new Command.CreateAccount(
                username,
                email,
                passwords.hash(password),
                arguments.optional("display-name").orElse(""),
                Standing.ACTIVE,
                ""));
        if (outcome instanceof Outcome.AccountCreated created) {
            lines.accept("created account " + username + " (id " + created.id() + ")");
            return true;
        }
        throw refused(outcome, username);
    }

    private static boolean list(Roost roost, Arguments arguments, Consumer<String> lines)
            throws OperationRefusedException {
        Optional<String> only = arguments.optional("standing");
        lines.accept("id\tusername\tstanding\tposts\tfollowers\tcreated\temail");
        int id = 1;
        // Ids are dense: the first that is not there is past the last account.
        for (Optional<Account> next = account(roost, id); next.isPresent(); next = account(roost, ++id)) {
            Account account = next.get();
            if (only.isEmpty() || only.get().equals(standing(account))) {
                lines.accept(row(account, roost.reads().counts(account.id())));
            }
        }
        return true;
    }

    private static Optional<Account> account(Roost roost, int id) {
        return roost.reads().account(new AccountId(id));
    }

    private static String row(Account account, AccountCounts counts) {
        return String.join(
                "\t",
                account.id().toString(),
                account.username(),
                standing(account),
                Long.toString(counts.posts()),
                Long.toString(counts.followers()),
                Instant.ofEpochMilli(account.createdAtMs())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                account.email());
    }

    private static String standing(Account account) {
        return account.standing().name().toLowerCase(Locale.ROOT);
    }

    private static boolean approve(Roost roost, Arguments arguments, Consumer<String> lines)
            throws OperationRefusedException {
        Account account = named(roost, arguments);
        if (account.standing() != Standing.PENDING) {
            throw new OperationRefusedException(
                    "account " + account.username() + " does not await approval: it is " + standing(account));
        }
        // Decided by the command: somebody else may have disabled it since.
        Outcome outcome = roost.execute(new Command.ApproveAccount(account.id()));
        if (!(outcome instanceof Outcome.Done)) {
            throw refused(outcome, account.username());
        }
        lines.accept("account " + account.username() + " is now active");
        return true;
    }

    /** Gives an account another standing, if it is one of these; an account that changes meanwhile is left as it is. */
    private static Operation to(Standing standing, Set<Standing> from) {
        return (roost, arguments, lines) -> {
            Account account = named(roost, arguments);
            if (!from.contains(account.standing())) {
                throw new OperationRefusedException(
                        "account " + account.username() + " is " + standing(account) + advice(account.standing()));
            }
            Outcome outcome = roost.execute(new Command.ChangeStanding(account.id(), account.standing(), standing));
            if (!(outcome instanceof Outcome.Done)) {
                throw refused(outcome, account.username());
            }
            lines.accept("account " + account.username() + " is now "
                    + standing.name().toLowerCase(Locale.ROOT) + consequence(roost, standing));
            return true;
        };
    }

    private static String advice(Standing standing) {
        return switch (standing) {
            case ACTIVE, PENDING, DISABLED -> "";
            case SUSPENDED -> ": \"roost account unsuspend\" lets it in again";
            case DELETED -> ": \"roost account restore\" brings it back";
            case ERASED -> ": nothing of it can be brought back";
        };
    }

    private static String consequence(Roost roost, Standing standing) {
        return switch (standing) {
            case ACTIVE, PENDING, DISABLED, ERASED -> "";
            case SUSPENDED -> ": nobody sees its posts until \"roost account unsuspend\"";
            case DELETED ->
                ": nobody sees its posts; \"roost account restore\" brings it back until "
                        + Instant.ofEpochMilli(roost.entryTimeMs() + Limits.DELETED_ACCOUNT_MS)
                                .truncatedTo(ChronoUnit.SECONDS)
                        + ", then it is erased for good";
        };
    }

    private boolean resetPassword(Roost roost, Arguments arguments, Consumer<String> lines)
            throws OperationRefusedException {
        Account account = named(roost, arguments);
        String password = arguments.text("password");
        refuse(SignUpRules.checkPassword(password));
        Outcome outcome = roost.execute(new Command.SetPassword(account.id(), passwords.hash(password)));
        if (!(outcome instanceof Outcome.Done)) {
            throw refused(outcome, account.username());
        }
        lines.accept("account " + account.username() + " has a new password");
        return true;
    }

    private static Account named(Roost roost, Arguments arguments) throws OperationRefusedException {
        String username = arguments.text("username");
        return roost.reads()
                .accountNamed(username)
                .orElseThrow(() -> new OperationRefusedException(
                        "there is no account " + username + ": \"roost account list\" shows those there are"));
    }

    private static void refuse(Set<Violation> broken) throws OperationRefusedException {
        if (!broken.isEmpty()) {
            throw new OperationRefusedException(sentence(broken.iterator().next()));
        }
    }

    private static String sentence(Violation violation) {
        return switch (violation) {
            case USERNAME_BLANK -> "the username is empty";
            case USERNAME_INVALID -> "the username may have letters a to z, digits and underscores only";
            case USERNAME_TOO_LONG -> "the username is longer than " + Limits.USERNAME_CHARS + " characters";
            case EMAIL_BLANK -> "the e-mail address is empty";
            case EMAIL_INVALID -> "the e-mail address is not one";
            case PASSWORD_BLANK -> "the password is empty";
            case PASSWORD_TOO_SHORT -> "the password is shorter than " + SignUpRules.PASSWORD_CHARS_MIN + " characters";
            case PASSWORD_TOO_LONG -> "the password is longer than " + SignUpRules.PASSWORD_BYTES_MAX + " bytes";
        };
    }

    private static OperationRefusedException refused(Outcome outcome, String username) {
        if (outcome instanceof Outcome.Refused refused) {
            Refusal reason = refused.reason();
            return new OperationRefusedException(
                    switch (reason) {
                        case USERNAME_TAKEN -> "the username " + username + " is taken";
                        case ACCOUNT_STANDING_OTHER ->
                            "account " + username + " was changed by somebody else at this moment: look and try again";
                        case EMAIL_TAKEN -> "the e-mail address belongs to another account";
                        default ->
                            "account " + username + ": refused, "
                                    + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    });
        }
        throw new IllegalStateException("unexpected outcome " + outcome);
    }
}
