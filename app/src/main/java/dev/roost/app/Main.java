package dev.roost.app;

import dev.roost.app.verify.StrategyOperation;
import dev.roost.app.verify.VerifyOperation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line: one subcommand per class. The exit status is 0 when the command did what was asked, 1 when it could
 * not, and 2 when it was asked wrongly; an import that left out bad lines ends with 3.
 */
@Command(
        name = "roost",
        description = "A home-timeline server that speaks the Mastodon client API.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class)
public final class Main implements Runnable {
    /** In the order in which the help shows them. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("serve", ServeCommand.class),
            Map.entry("demo", DemoCommand.class),
            Map.entry("rehearse", RehearseCommand.class),
            Map.entry("import", ImportCommand.class),
            Map.entry("export", ExportCommand.class),
            Map.entry("account", AccountCommand.class),
            Map.entry("post", PostCommand.class),
            Map.entry(VerifyOperation.NAME, VerifyCommand.class),
            Map.entry(StrategyOperation.NAME, StrategyCommand.class),
            Map.entry("lab", LabCommand.class),
            Map.entry("version", Version.class));

    /** What the launcher does itself. */
    private static final String[] BESIDE = {
        "",
        "With the sources and Maven there are two more:",
        "  bench     Measure Roost beside what people would build by hand.",
        "  check     Build, and run everything that CI runs.",
    };

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command named by {@code args} and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** A command line, ready to execute {@code args}; each call gives a new one. */
    static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new Main());
        // Reading what a command takes off its class costs a good part of a start: only that of the one which is asked
        // for, if it is there.
        String asked = args.length == 0 ? "" : args[0];
        boolean isThere = COMMANDS.stream().anyMatch(command -> command.getKey().equals(asked));
        for (Map.Entry<String, Class<?>> command : COMMANDS) {
            if (!isThere || command.getKey().equals(asked)) {
                commandLine.addSubcommand(command.getKey(), command.getValue());
            }
        }
        // Not an attribute of the annotation: the commands would inherit it.
        commandLine.getCommandSpec().usageMessage().footer(BESIDE);
        return commandLine.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
