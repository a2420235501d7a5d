package dev.roost.bench;

import dev.roost.lab.servers.JavaOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code roost bench}: runs benchmarks one after the other, each in a Java machine of its own, and prints their
 * figures. Exit status 0 when all ran, whether or not targets were reached; 1 when one failed; 2 when asked wrongly.
 */
@Command(
        name = "roost bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure Roost beside what people would build by hand.",
            "Figures are medians of interleaved rounds. Let nothing else run meanwhile."
        })
public final class Bench implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Precedes the lines in which a benchmark's own process tells its figures. */
    private static final String TOLD = "figure ";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which benchmarks; all of them if none is named.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON line a figure instead of a table.")
    private boolean json;

    @Option(names = "--list", description = "Say which benchmarks there are.")
    private boolean list;

    @Option(names = "--rounds", defaultValue = "5", description = "Turns for each competitor (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Share of the full size, up to 1, for a quick look; targets are then left out.")
    private double scale;

    @Option(names = "--dir", description = "Where to keep files meanwhile: on the disk that is to be measured.")
    private @Nullable Path directory;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            description = "Options for the Java machines, separated by spaces, after the benchmark's own; a collector"
                    + " replaces the benchmark's.")
    private String javaOptions = "";

    @Option(names = "--in-process", hidden = true, description = "Run the one benchmark here.")
    private boolean inProcess;

    private Bench() {}

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench());
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Benchmarks.all().forEach(each -> System.out.printf("%-12s %s%n", each.name(), each.about()));
            return 0;
        }
        if (rounds < 1 || !(scale > 0 && scale <= 1)) {
            throw new ParameterException(spec.commandLine(), "--rounds is 1 or more, --scale above 0 and at most 1");
        }
        List<Benchmark> chosen = chosen();
        if (inProcess) {
            runHere(chosen.getFirst());
            return 0;
        }
        FigureTable table = new FigureTable(System.out);
        boolean failed = false;
        for (Benchmark each : chosen) {
            failed |= !runApart(each, table);
        }
        if (!json) {
            table.end();
        }
        return failed ? 1 : 0;
    }

    private List<Benchmark> chosen() {
        if (names.isEmpty()) {
            return Benchmarks.all();
        }
        return names.stream()
                .map(name -> Benchmarks.named(name)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "there is no benchmark \"" + name + "\"; --list says which there are")))
                .toList();
    }

    private void runHere(Benchmark bench) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path base = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
        Path scratch = Files.createTempDirectory(Files.createDirectories(base), "roost-bench-");
        try {
            bench.run(new Session(
                    bench.name(),
                    rounds,
                    scale,
                    scratch,
                    figure -> out.println(TOLD + JSON.writeValueAsString(figure))));
        } finally {
            Trees.delete(scratch);
        }
    }

    private boolean runApart(Benchmark bench, FigureTable table) throws IOException, InterruptedException {
        System.err.println("roost bench: " + bench.name() + ": " + bench.about());
        Process child = new ProcessBuilder(command(bench))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread onExit = Thread.ofPlatform().unstarted(child::destroy);
        Runtime.getRuntime().addShutdownHook(onExit);
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(TOLD)) {
                    tell(JSON.readValue(line.substring(TOLD.length()), Figure.class), table);
                } else {
                    System.err.println(line);
                }
            }
        }
        int status = child.waitFor();
        Runtime.getRuntime().removeShutdownHook(onExit);
        if (status != 0) {
            System.err.println("roost bench: " + bench.name() + " failed, exit status " + status);
        }
        return status == 0;
    }

    private void tell(Figure figure, FigureTable table) {
        if (json) {
            System.out.println(JSON.writeValueAsString(figure.members()));
        } else {
            table.add(figure);
        }
    }

    private List<String> command(Benchmark bench) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JavaOptions.ofEveryRoost());
        command.addAll(javaOptions(bench.javaOptions(), javaOptions));
        command.add("-Droost.bench.data=" + System.getProperty("roost.bench.data", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        command.addAll(List.of("--in-process", bench.name(), "--rounds", String.valueOf(rounds)));
        command.addAll(List.of("--scale", String.valueOf(scale)));
        if (directory != null) {
            command.addAll(List.of("--dir", directory.toString()));
        }
        return command;
    }

    /** A benchmark's options and those that were asked for; the Java machine refuses two collectors. */
    static List<String> javaOptions(List<String> own, String asked) {
        List<String> more = asked.isBlank() ? List.of() : List.of(asked.strip().split("\\s+"));
        boolean collector = more.stream().anyMatch(Bench::choosesCollector);
        return Stream.concat(own.stream().filter(option -> !(collector && choosesCollector(option))), more.stream())
                .toList();
    }

    private static boolean choosesCollector(String option) {
        return option.matches("-XX:\\+Use\\w+GC");
    }
}
