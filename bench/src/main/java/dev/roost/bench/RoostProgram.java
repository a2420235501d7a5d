package dev.roost.bench;

import dev.roost.lab.servers.JavaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program {@code roost} as its users run it: through the launcher of the sources where it is there, or else in a
 * Java machine with the launcher's options. Any thread.
 */
public final class RoostProgram {
    private static final String MAIN = "dev.roost.app.Main";

    private RoostProgram() {}

    /** The script {@code roost} beside the sources that this was built from. */
    public static Optional<Path> launcher() throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        Path sources = jar.resolve("../../..").normalize();
        Path script = sources.resolve("roost");
        return Files.isExecutable(script) && Files.exists(sources.resolve("app/target/roost.jar"))
                ? Optional.of(script.toRealPath())
                : Optional.empty();
    }

    /** The command line that runs it with these arguments, as a user does where that is possible. */
    public static List<String> command(List<String> arguments) throws IOException {
        Optional<Path> launcher = launcher();
        if (launcher.isEmpty()) {
            return javaCommand(arguments);
        }
        List<String> command = new ArrayList<>(List.of(launcher.get().toString()));
        command.addAll(arguments);
        return command;
    }

    /** The command line that runs it without the launcher, and so without classes loaded ahead of time. */
    public static List<String> javaCommand(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JavaOptions.ofEveryRoost());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        return command;
    }

    /** Runs a command line to its end, and gives what it printed. */
    public static List<String> run(List<String> command, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("ROCKSDB_MUSL_LIBC", "false");
        builder.environment().put("ROOST_NO_BUILD", "1");
        Process process = builder.start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    "exit status " + process.exitValue() + " of " + command + ": " + Files.readString(errors));
        }
        return lines;
    }
}
