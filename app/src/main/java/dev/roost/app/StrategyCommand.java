package dev.roost.app;

import dev.roost.app.config.ConfigException;
import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.app.operate.Operator;
import dev.roost.app.verify.StrategyOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the strategy of a running server, or changes it while it runs. */
@Command(
        name = StrategyOperation.NAME,
        description = {
            "Show by which strategy a running server makes home timelines, or change it at once.",
            "The pages stay the same. A restart goes back to what the settings say."
        })
final class StrategyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "STRATEGY",
            description = "read, write or hybrid. Without it the one in force is shown.")
    private @Nullable String strategy;

    @Override
    public Integer call() throws ConfigException, IOException, OperationRefusedException {
        Map<String, String> arguments = strategy == null ? Map.of() : Map.of("to", strategy.toLowerCase(Locale.ROOT));
        Path data = options.load().data();
        Operator operator = new Operator(data, VerifyCommand.operations(), Version.number());
        try (ShownOutput output = new ShownOutput(spec.commandLine().getOut())) {
            boolean well = operator.askServer(StrategyOperation.NAME, new Arguments(arguments), output)
                    .orElseThrow(() -> new OperationRefusedException("no server runs on " + data
                            + "; the strategy of the next one is a setting: timelines.strategy, or --strategy"));
            return well ? 0 : Failures.FAILED;
        }
    }
}
