package dev.roost.app;

import dev.roost.app.config.ConfigException;
import dev.roost.app.operate.Arguments;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.app.operate.Operator;
import dev.roost.app.operate.PostOperations;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Posts, from the operator's side. Works beside a running server and on a data directory at rest. */
@Command(name = "post", description = "Delete posts of others. Works while the server runs, and while it does not.")
final class PostCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: what to do with posts");
    }

    @Command(name = "delete", description = "Delete a post, whoever has written it. This cannot be undone.")
    int delete(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "ID", description = "The post's id, or its address.") String post)
            throws ConfigException, IOException, OperationRefusedException {
        Operator operator = new Operator(options.load().data(), VerifyCommand.operations(), Version.number());
        try (ShownOutput output = new ShownOutput(spec.commandLine().getOut())) {
            boolean well = operator.run(PostOperations.DELETE, new Arguments(Map.of("post", post)), false, output);
            return well ? 0 : Failures.FAILED;
        }
    }
}
