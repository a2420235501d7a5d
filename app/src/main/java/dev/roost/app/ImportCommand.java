package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.imports.ImportFormat;
import dev.roost.app.imports.Imports;
import dev.roost.app.imports.Interruption;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.node.Node;
import dev.roost.core.StateView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files into a data directory that no server holds. */
@Command(
        name = "import",
        description = {
            "Load follow graphs, posts or an export into a data directory while no server runs on it.",
            "An import that was broken off goes on with the same command; one that is done does nothing.",
            "Exit status 3 says that there were bad lines, which were left out. Correct them in the file and import it"
                    + " again: then only the lines that changed are loaded."
        })
final class ImportCommand implements Callable<Integer> {
    /** Everything was loaded but some bad lines. */
    static final int BAD_LINES = 3;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "What the files hold: ${COMPLETION-CANDIDATES}. Default: told by the first line.")
    private ImportFormat format;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, plain, .gz or .zst, and directories that \"roost export\" wrote.")
    private List<Path> inputs;

    @Override
    public Integer call() throws ConfigException, IOException {
        Config config = options.load();
        Imports.requireReadable(inputs);
        try (Interruption interruption = Interruption.guard();
                Node node = Node.open(config.data(), true, config.store(), config.timelines(), Version.number())) {
            OpenCommunity community = new OpenCommunity(node.roost()::submit, new StateView(node.store()));
            Imports imports = new Imports(community, node.roost().nowMs(), System.out, System.err);
            return imports.run(inputs, format, interruption::isAsked) ? 0 : BAD_LINES;
        }
    }
}
