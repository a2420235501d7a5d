package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.imports.Exports;
import dev.roost.app.node.Node;
import dev.roost.core.StateView;
import dev.roost.runtime.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a data directory that no server holds as files. */
@Command(
        name = "export",
        description = {
            "Write a data directory as files that \"roost import\" reads, while no server runs on it.",
            "Not exported: notifications, read positions, the former addresses of replies to deleted posts, and which"
                    + " application a post was written with. Private and direct posts are: the files are readable by"
                    + " their owner only."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The directory to write into: missing, empty, or one whose export was broken off.")
    private Path out;

    @Option(names = "--follows", description = "Only the follow graph (with --posts: both), as follower<TAB>followee.")
    private boolean follows;

    @Option(names = "--posts", description = "Only the posts and boosts (with --follows: both), as JSON lines.")
    private boolean posts;

    @Option(
            names = "--with-secrets",
            description = "Also email addresses, password hashes, applications and access tokens.")
    private boolean secrets;

    @Override
    public Integer call() throws ConfigException, IOException {
        Config config = options.load();
        boolean all = !follows && !posts;
        if (secrets && !all) {
            throw new ParameterException(
                    spec.commandLine(), "--with-secrets goes with a whole export, not with --follows or --posts");
        }
        try (Node node = Node.open(config.data(), false, config.store(), config.timelines(), Version.number());
                StateStore.StateSnapshot snapshot = node.store().snapshot()) {
            new Exports(new StateView(snapshot), System.out, System.err)
                    .run(out, new Exports.Choice(all || follows, all || posts, all, secrets));
        }
        return 0;
    }
}
