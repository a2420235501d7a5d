package dev.roost.app;

import dev.roost.app.config.Config;
import dev.roost.app.config.ConfigException;
import dev.roost.app.config.Overrides;
import dev.roost.app.demo.Demo;
import dev.roost.app.imports.Interruption;
import dev.roost.app.imports.OpenCommunity;
import dev.roost.app.node.Node;
import dev.roost.core.StateView;
import dev.roost.http.MastodonApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Serves a generated community, which the first start makes. */
@Command(
        name = "demo",
        description = {
            "Serve a generated community of 10,000 accounts to try apps on, until Ctrl-C.",
            "The first start makes it, in some seconds; later ones find it again. Delete the data directory to begin"
                    + " anew. Its passwords are no secret: it listens on this machine only."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int STOPPED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on, 0 for any free one. Default: 8420.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the community lies. Default: roost/demo under $XDG_DATA_HOME, which is ~/.local/share"
                    + " where it is not set.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one line of JSON, with url and logins, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException, CommandFailedException, InterruptedException {
        Path directory = data != null ? data : home().resolve("roost").resolve("demo");
        Files.createDirectories(directory.toAbsolutePath());
        Config config = Config.load(null, new Overrides(directory, null, port, null, null, null, null));
        return new Server(config).run(DemoCommand::fill, this::tell) ? 0 : STOPPED;
    }

    private static Path home() {
        String set = System.getenv("XDG_DATA_HOME");
        return set != null && !set.isEmpty()
                ? Path.of(set)
                : Path.of(System.getProperty("user.home"), ".local", "share");
    }

    private static boolean fill(Node node) {
        try (Interruption interruption = Interruption.guard()) {
            return Demo.fill(community(node), node.roost().nowMs(), System.err, interruption::isAsked);
        }
    }

    private static OpenCommunity community(Node node) {
        return new OpenCommunity(node.roost()::submit, new StateView(node.store()));
    }

    private void tell(Node node, MastodonApi api, Config config) {
        String url = config.http().baseUrl();
        PrintWriter out = spec.commandLine().getOut();
        List<Demo.Login> logins = Demo.logins();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(new Ready(url, logins)));
        } else {
            String host = url.substring(url.indexOf("//") + 2);
            Demo.Login first = logins.getFirst();
            out.println("Roost is ready: " + url + "   (data in " + config.data() + ", stop with Ctrl-C)");
            out.println();
            logins.forEach(
                    login -> out.println("  sign in with   " + login.email() + "   password   " + login.password()));
            out.println();
            out.println("  echo " + first.password() + " | toot login_cli --disable-https -i " + host + " -e "
                    + first.email() + " && toot timeline --once");
            out.println();
            out.println("  curl -H 'Authorization: Bearer " + Demo.token(community(node)) + "' '" + url
                    + "/api/v1/timelines/home?limit=5'");
        }
        out.flush();
    }

    /** What {@code --json} prints. */
    private record Ready(String url, List<Demo.Login> logins) {}
}
