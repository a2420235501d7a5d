package dev.roost.lab.rival;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * The load tools that there are here, and how they are run: kept from the last processor, which the server has, and
 * ahead of others, as far as {@code taskset} and {@code nice} are there and may do so. That is what this generator does
 * for itself.
 */
public final class Tools {
    /** Beyond its run: connecting, starting, warming up, and answers that come late. */
    private static final long PATIENCE_SECONDS = 60;

    private final Map<Tool, String> installed = new TreeMap<>();
    private final List<String> placed = new ArrayList<>();

    /**
     * Finds out which there are.
     *
     * @param path folders in which they are looked for, as in the environment's PATH
     * @param benchJar the jar of the benchmarks, which holds those that are Java libraries
     * @param processors how many there are
     */
    public Tools(String path, Optional<Path> benchJar, int processors) {
        Optional<String> jar = benchJar.filter(Files::isRegularFile).map(Path::toString);
        for (Tool each : Tool.values()) {
            (each.isInBenchJar() ? jar : find(each.program(), path)).ifPresent(place -> installed.put(each, place));
        }
        find("nice", path).ifPresent(nice -> placed.addAll(List.of(nice, "-n", "-20")));
        if (processors > 1) {
            find("taskset", path).ifPresent(taskset -> placed.addAll(List.of(taskset, "-c", "0-" + (processors - 2))));
        }
    }

    /** Those that were found, and where. */
    Map<Tool, String> installed() {
        return installed;
    }

    /** Those that were found. */
    public List<Tool> found() {
        return List.copyOf(installed.keySet());
    }

    /** Those that were not. */
    public List<Tool> missing() {
        return Stream.of(Tool.values())
                .filter(each -> !installed.containsKey(each))
                .toList();
    }

    /** What is written before each command. */
    List<String> placed() {
        return placed;
    }

    /** Runs one of those found; waits until it ends, or has not for so long that it is told to have sent nothing. */
    Outcome run(Tool tool, String url, int perSecond, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(placed);
        command.addAll(tool.command(installed.getOrDefault(tool, tool.program()), url, perSecond, seconds));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        AtomicBoolean ended = new AtomicBoolean(true);
        process.onExit().orTimeout(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            ended.set(false);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            return process.destroyForcibly();
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (!ended.get()) {
            return tool.unfinished(perSecond);
        }
        if (status != 0 || output.isBlank()) {
            throw new IOException(
                    tool.program() + " ended with status " + status + " and told nothing that can be read");
        }
        try {
            return tool.read(output, perSecond);
        } catch (JacksonException | IllegalArgumentException other) {
            throw new IOException(tool.program() + " tells its figures in another form than this program knows", other);
        }
    }

    /** Where a program is: in a folder of {@code path}, as that of the environment. */
    public static Optional<String> find(String program, String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, program).toFile())
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }
}
