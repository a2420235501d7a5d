package dev.roost.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as an operator runs it. */
public final class RoostProcess implements AutoCloseable {
    private static final int END_SECONDS_MAX = 60;

    private final Process process;
    private final Path errors;

    private RoostProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** @param scratch a directory for what the process says on standard error */
    public static RoostProcess start(Path scratch, String... arguments) throws IOException {
        return start(List.of(), scratch, arguments);
    }

    /** @param before the command that runs Java, such as a shell that sets limits first */
    public static RoostProcess start(List<String> before, Path scratch, String... arguments) throws IOException {
        return start(before, Main.class, List.of(), scratch, arguments);
    }

    /** Another program, which starts fast rather than runs fast. */
    public static RoostProcess start(Class<?> program, Path scratch, String... arguments) throws IOException {
        return start(List.of(), program, List.of("-XX:TieredStopAtLevel=1"), scratch, arguments);
    }

    private static RoostProcess start(
            List<String> before, Class<?> program, List<String> options, Path scratch, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(scratch, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("ROCKSDB_MUSL_LIBC", "false");
        return new RoostProcess(builder.start(), errors);
    }

    /** The next line on standard output; null when there are no more. */
    public String line() throws IOException {
        return process.inputReader().readLine();
    }

    /** Every line on standard output that is left, until the process ends. */
    List<String> lines() {
        return process.inputReader().lines().toList();
    }

    /** Writes to standard input and closes it. */
    RoostProcess say(String text) throws IOException {
        try (var out = process.outputWriter()) {
            out.write(text);
        }
        return this;
    }

    void terminate() {
        process.destroy();
    }

    public void kill() {
        process.destroyForcibly();
    }

    /** Kills it after some milliseconds, unless it has ended by then. */
    public void killAfter(long ms) throws InterruptedException {
        process.waitFor(ms, TimeUnit.MILLISECONDS);
        kill();
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it has ended after so long at most. */
    public boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    public int status() throws InterruptedException {
        if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    public List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
