package dev.roost.app;

import dev.roost.app.config.ConfigException;
import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.app.operate.Operations;
import dev.roost.app.operate.Operator;
import dev.roost.app.operate.PostOperations;
import dev.roost.app.verify.StrategyOperation;
import dev.roost.app.verify.VerifyOperation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies a data directory, or the running server that holds it; exit status 1 on any difference. */
@Command(
        name = VerifyOperation.NAME,
        description = {
            "Check a data directory, or the running server that holds it: the state against itself, and home timelines"
                    + " of the busiest and of random readers against the plain query.",
            "Prints how many pages were compared and each difference; the exit status is 1 if there is one."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "How many random readers, besides the twenty busiest. Default: "
                    + VerifyOperation.READERS_DEFAULT + ".")
    private @Nullable Integer readers;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "What the choice of readers and pages goes by. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description =
                    "By which strategies pages are made from the state, to be compared: read, write, hybrid or all."
                            + " Default: the one in force. The pages that a running server serves are compared too, and nothing"
                            + " of it changes.")
    private @Nullable String strategy;

    @Option(
            names = "--replay",
            description = "Also apply the whole log again, in a temporary directory, and compare the rows.")
    private boolean replay;

    @Override
    public Integer call() throws ConfigException, IOException, OperationRefusedException {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("replay", Boolean.toString(replay));
        if (readers != null) {
            arguments.put("readers", readers.toString());
        }
        if (seed != null) {
            arguments.put("seed", seed.toString());
        }
        if (strategy != null) {
            arguments.put("strategy", strategy.toLowerCase(Locale.ROOT));
        }
        PrintWriter out = spec.commandLine().getOut();
        Operator operator = new Operator(options.load().data(), operations(), Version.number());
        try (ShownOutput output = new ShownOutput(out)) {
            return operator.run(VerifyOperation.NAME, new Arguments(arguments), false, output) ? 0 : Failures.FAILED;
        }
    }

    /** All that a server does for operators. */
    static Operations operations() {
        return Operations.ofAccounts()
                .with(VerifyOperation.NAME, new VerifyOperation())
                .with(StrategyOperation.NAME, new StrategyOperation())
                .with(PostOperations.DELETE, PostOperations::delete);
    }
}
