package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Types every command of README, tutorial and operations as a reader would, and expects each to do what it should.
 *
 * <p>Folders of the system are those of a scratch folder, and the port is a free one. What only root may do, and what
 * is installed by hand, has a stand-in of a few lines.
 */
@DisabledOnOs(OS.WINDOWS)
class DocumentsTest {
    private static final long PATIENCE_S = 120;
    /** Why blocks may be left out. */
    private static final Set<String> LEFT_OUT = Set.of("toot");

    /** What the launcher does by itself. */
    private static final Set<String> LAUNCHER = Set.of("check", "bench", "dist");

    /** What is not done in a test, and what is done in its place. */
    private static final Map<String, String> STAND_INS = Map.of(
            "sudo", "shift 2; exec \"$@\"",
            "useradd", "exit 0",
            "install", "for last; do :; done; mkdir -p -m 0700 \"$last\"",
            "systemctl", """
                    case $1 in
                      daemon-reload) ;;
                      enable | start)
                        line=$(sed -n 's/^ExecStart=//p' @/etc/systemd/system/roost.service)
                        serve_in_background $(echo "$line" | sed "s| /| @/|g; s|^/|@/|")
                        ;;
                      stop) stop_server ;;
                      *) exit 1 ;;
                    esac""");

    private static final String BEGIN = """
            set -eu
            cd "@"
            export PATH="@/stand-ins:@/usr/local/bin:$PATH"
            serve_in_background() {
              rm -f "@/served"
              "$@" --port $PORT >"@/served" 2>"@/served.err" & echo $! >"@/pid"
              for _ in $(seq 600); do
                ! grep -qs 'Roost is ready' "@/served" || return 0
                kill -0 "$(cat "@/pid")" 2>/dev/null || break
                sleep 0.1
              done
              cat "@/served" "@/served.err" >&2
              return 1
            }
            stop_server() {
              pid=$(cat "@/pid") && rm "@/pid" && kill "$pid"
              while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
            }
            """;

    /** Of the demo, which takes long to fill. */
    @TempDir
    private static Path share;

    @TempDir
    private Path scratch;

    private Installation installation;
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        installation = Installation.at(scratch);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path folder = Files.createDirectories(scratch.resolve("stand-ins"));
        for (Map.Entry<String, String> each : STAND_INS.entrySet()) {
            Path file = Files.writeString(
                    folder.resolve(each.getKey()), "#!/bin/bash\n" + inScratch(BEGIN + each.getValue()) + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        for (String each : List.of("usr/local/bin", "etc/systemd/system", "var/lib", "var/backups", "tmp", "opt")) {
            Files.createDirectories(scratch.resolve(each));
        }
    }

    @AfterEach
    void stop() throws IOException {
        Path pid = scratch.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void theReadme() throws Exception {
        type("README.md", installation.sources());
    }

    @Test
    void theTutorial() throws Exception {
        String printed = type("docs/tutorial.md", installation.sources());
        assertThat(printed).contains("Hello, Ada").contains("hybrid").contains("Link: <");
    }

    @Test
    void operations() throws Exception {
        installation.makeArchive(scratch);
        String printed = type("docs/operations.md", scratch);
        assertThat(printed).contains("roost development", "OK", "all is well", "\"ready\":true");
    }

    @Test
    void noCommandHidesInABlockWithoutALanguage() throws IOException {
        for (String name : List.of("README.md", "docs/tutorial.md", "docs/operations.md")) {
            assertThat(Documents.unmarked(Installation.SOURCES.resolve(name)))
                    .as(name)
                    .isEmpty();
        }
    }

    /** Commands in the middle of a sentence stand for many: what they name must exist. */
    @Test
    void commandsInSentencesNameWhatThereIs() throws IOException {
        for (String name : List.of("README.md", "docs/operations.md", "docs/import-export.md")) {
            List<String> commands = Documents.inSentences(Installation.SOURCES.resolve(name));
            assertThat(commands).as(name).isNotEmpty();
            for (String command : commands) {
                requireKnown(name, command);
            }
        }
    }

    private static void requireKnown(String document, String command) {
        CommandLine at = Main.commandLine();
        for (String word : command.split("[\\s\\[\\]]+")) {
            if (LAUNCHER.contains(word)) {
                return;
            }
            if (word.startsWith("--")) {
                assertThat(at.getCommandSpec().optionsMap())
                        .as(document + ": " + command)
                        .containsKey(word);
            } else if (at.getSubcommands().containsKey(word)) {
                at = at.getSubcommands().get(word);
            } else {
                assertThat(at.getParent()).as(document + ": " + command).isNotNull();
            }
        }
    }

    /** Types a document's commands in a folder; what they printed. */
    private String type(String document, Path folder) throws Exception {
        StringBuilder script =
                new StringBuilder(BEGIN).append("cd '").append(folder).append("'\n");
        List<Documents.Step> steps = Documents.steps(Installation.SOURCES.resolve(document));
        assertThat(steps).as(document).isNotEmpty();
        for (Documents.Step step : steps) {
            switch (step) {
                case Documents.Type typed -> script.append(lines(typed.lines()));
                case Documents.Stop ignored -> script.append("stop_server\n");
                case Documents.LeaveOut leftOut ->
                    assertThat(LEFT_OUT).as(leftOut.lines()).contains(leftOut.why());
            }
        }
        script.append("[ ! -e \"@/pid\" ] || stop_server\n");
        Path file = Files.writeString(scratch.resolve("typed.sh"), inScratch(script.toString()));
        Path printed = scratch.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        installation.prepare(builder.environment());
        builder.environment().put("XDG_DATA_HOME", share.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as(document).isTrue();
        String output = Files.readString(printed);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** A server runs on while other things are typed, as in a terminal of its own; folders are those of the scratch. */
    private String lines(String lines) {
        return lines.replaceAll(
                        "(?m)^((?:\\./)?roost (?:demo|serve)\\b.*)$", "[ -e \"@/pid\" ] || serve_in_background $1")
                .replaceAll("(?<=[ \"'(=])/(?=(?:opt|etc|var|usr/local|tmp)/)", "@/")
                .replaceAll("(localhost|127\\.0\\.0\\.1):8420", "$1:" + port);
    }

    private String inScratch(String script) {
        return script.replace("@/", scratch + "/")
                .replace("\"@\"", "\"" + scratch + "\"")
                .replace("$PORT", Integer.toString(port));
    }
}
