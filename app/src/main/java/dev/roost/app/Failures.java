package dev.roost.app;

import dev.roost.app.config.ConfigException;
import dev.roost.app.imports.ImportFailedException;
import dev.roost.app.operate.OperationRefusedException;
import dev.roost.lab.run.LabException;
import dev.roost.lab.scenario.ScenarioException;
import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.WritesStoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one line; only what nobody foresaw comes with where it happened. */
final class Failures implements IExecutionExceptionHandler {
    /** The command could not do what was asked. */
    static final int FAILED = 1;

    /** The command was asked wrongly. */
    static final int ASKED_WRONGLY = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        switch (failure) {
            case ConfigException wrong -> wrong.problems().forEach(line -> err.println("roost: " + line));
            case CommandFailedException _,
                    OperationRefusedException _,
                    ImportFailedException _,
                    LabException _,
                    ScenarioException _,
                    WritesStoppedException _,
                    OverloadedException _,
                    IOException _,
                    UncheckedIOException _ -> err.println("roost: " + failure.getMessage());
            default -> {
                err.println("roost: this should not have happened; please report it with what follows");
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return failure instanceof ConfigException ? ASKED_WRONGLY : FAILED;
    }
}
