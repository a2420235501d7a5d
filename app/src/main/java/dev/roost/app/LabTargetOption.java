package dev.roost.app;

import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Target;
import picocli.CommandLine.Option;

/** The server that a command of the laboratory measures, where that is one. */
final class LabTargetOption {
    @Option(
            names = "--target",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8420",
            description = "The server to measure. Default: ${DEFAULT-VALUE}.")
    private String url = "";

    Target target() throws LabException {
        return Target.of(url);
    }
}
