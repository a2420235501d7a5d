package dev.roost.app;

import dev.roost.app.config.ConfigException;
import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.app.operate.Operations;
import dev.roost.app.operate.Operator;
import dev.roost.model.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounts, from the operator's side. Works beside a running server and on a data directory at rest. */
@Command(
        name = "account",
        description = "Add, list, let in or shut out accounts. Works while the server runs, and while it does not.")
final class AccountCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: what to do with accounts");
    }

    @Command(name = "create", description = "Add an account that can sign in at once.")
    int create(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "USERNAME", description = "Letters, digits, underscores.") String username,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "To sign in with.") @Nullable String email,
            @Option(names = "--display-name", paramLabel = "TEXT", description = "The name that is shown.") @Nullable
                    String displayName,
            @Mixin PasswordOptions password)
            throws ConfigException, IOException, OperationRefusedException, CommandFailedException {
        PasswordOptions.Chosen chosen = password.choose(err());
        Map<String, String> arguments = new HashMap<>(Map.of("username", username, "password", chosen.password()));
        if (email != null) {
            arguments.put("email", email);
        }
        if (displayName != null) {
            arguments.put("display-name", displayName);
        }
        return withPassword(run(options, "account create", arguments, true), chosen);
    }

    @Command(
            name = "list",
            description = "Show the accounts, a line each: id, username, standing, posts, followers, created, e-mail.")
    int list(
            @Mixin ConfigOptions options,
            @Option(
                            names = "--standing",
                            paramLabel = "NAME",
                            description = "Only those that are: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    Standing standing)
            throws ConfigException, IOException, OperationRefusedException {
        return run(
                options,
                "account list",
                standing == null ? Map.of() : Map.of("standing", standing.name().toLowerCase(Locale.ROOT)),
                false);
    }

    @Command(name = "approve", description = "Let in an account that awaits approval.")
    int approve(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account approve", Map.of("username", username), false);
    }

    @Command(
            name = "disable",
            description = "Shut an account out: it cannot sign in or post, and its apps are signed out.")
    int disable(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account disable", Map.of("username", username), false);
    }

    @Command(
            name = "suspend",
            description = "Shut an account out and hide its posts from everybody, until it is unsuspended.")
    int suspend(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account suspend", Map.of("username", username), false);
    }

    @Command(name = "unsuspend", description = "Let a suspended account in again: all is as it was before.")
    int unsuspend(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account unsuspend", Map.of("username", username), false);
    }

    @Command(
            name = "delete",
            description = "Delete an account with its posts: hidden at once, erased for good after 30 days.")
    int delete(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account delete", Map.of("username", username), false);
    }

    @Command(name = "restore", description = "Bring a deleted account back that is not erased yet.")
    int restore(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account restore", Map.of("username", username), false);
    }

    @Command(name = "enable", description = "Let a disabled or suspended account in again.")
    int enable(@Mixin ConfigOptions options, @Parameters(paramLabel = "USERNAME") String username)
            throws ConfigException, IOException, OperationRefusedException {
        return run(options, "account enable", Map.of("username", username), false);
    }

    @Command(name = "reset-password", description = "Give an account a new password.")
    int resetPassword(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "USERNAME") String username,
            @Mixin PasswordOptions password)
            throws ConfigException, IOException, OperationRefusedException, CommandFailedException {
        PasswordOptions.Chosen chosen = password.choose(err());
        Map<String, String> arguments = Map.of("username", username, "password", chosen.password());
        return withPassword(run(options, "account reset-password", arguments, false), chosen);
    }

    private int run(ConfigOptions options, String operation, Map<String, String> arguments, boolean create)
            throws ConfigException, IOException, OperationRefusedException {
        PrintWriter out = spec.commandLine().getOut();
        Operator operator = new Operator(options.load().data(), Operations.ofAccounts(), Version.number());
        boolean well = operator.run(operation, new Arguments(arguments), create, new ShownOutput(out));
        return well ? 0 : Failures.FAILED;
    }

    /** Shows a password that nobody has seen yet. */
    private int withPassword(int status, PasswordOptions.Chosen chosen) {
        if (status == 0 && chosen.generated()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("password: " + chosen.password());
            out.flush();
        }
        return status;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
