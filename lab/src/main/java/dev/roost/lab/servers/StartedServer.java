package dev.roost.lab.servers;

import dev.roost.lab.run.LabException;
import dev.roost.lab.run.Target;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that the laboratory has started, in a process of its own, on an empty data directory and any free port. It
 * ends with {@link #close}, and with the laboratory however that ends. One thread.
 */
public final class StartedServer implements Closeable {
    private static final Pattern READY = Pattern.compile("\\(port (\\d+) of ");
    private static final long START_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 30;
    private static final String NO_LIMITS = "[rate_limits]\nenabled = false\n";

    private final Process process;
    private final Path folder;
    private final Target target;
    private final Thread atEnd;

    private StartedServer(Process process, Path folder, Target target, Thread atEnd) {
        this.process = process;
        this.folder = folder;
        this.target = target;
        this.atEnd = atEnd;
    }

    /**
     * Starts it and waits until it answers. Anybody may register there and rates are not limited, unless its own
     * settings say otherwise.
     *
     * @param cpus where it runs; anywhere if null
     */
    public static StartedServer start(Launch launch, @Nullable CpuLimit cpus)
            throws IOException, LabException, InterruptedException {
        Path folder = Files.createTempDirectory("roost-started-");
        Path errors = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command(launch, folder, cpus)).redirectError(errors.toFile());
        // The store would start a process to find out.
        builder.environment().putIfAbsent("ROCKSDB_MUSL_LIBC", "false");
        Process process;
        try {
            process = builder.start();
        } catch (IOException noProgram) {
            delete(folder);
            throw new LabException("the server \"" + launch.name() + "\" cannot be started: " + noProgram.getMessage());
        }
        Thread atEnd = Thread.ofPlatform().unstarted(() -> endHurriedly(process, folder, cpus));
        Runtime.getRuntime().addShutdownHook(atEnd);
        int port = -1;
        try {
            port = port(process);
        } finally {
            if (port < 0) {
                process.destroyForcibly().waitFor();
                Runtime.getRuntime().removeShutdownHook(atEnd);
            }
        }
        if (port < 0) {
            String said = Files.readString(errors).strip();
            delete(folder);
            throw new LabException("the server \"" + launch.name() + "\" did not start: "
                    + (said.isEmpty()
                            ? "it said nothing"
                            : said.lines().toList().getLast()));
        }
        return new StartedServer(process, folder, new Target("127.0.0.1", port), atEnd);
    }

    private static List<String> command(Launch launch, Path folder, @Nullable CpuLimit cpus) throws IOException {
        List<String> command = new ArrayList<>(cpus == null ? List.of() : cpus.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JavaOptions.ofEveryRoost());
        if (cpus != null) {
            // The same collector at every size: on one processor Java would choose another one by itself.
            command.addAll(List.of("-XX:+UseG1GC", "-XX:ActiveProcessorCount=" + cpus.whole()));
        }
        command.addAll(launch.javaOptions());
        command.addAll(launch.program());
        command.addAll(List.of("serve", "--data", folder.resolve("data").toString(), "--port", "0"));
        if (!launch.has("--registrations")) {
            command.addAll(List.of("--registrations", "open"));
        }
        if (!launch.has("--config")) {
            Path settings = Files.writeString(folder.resolve("roost.toml"), NO_LIMITS);
            command.addAll(List.of("--config", settings.toString()));
        }
        command.addAll(launch.arguments());
        return command;
    }

    /** Where it listens, once it does; below 0 if it does not. */
    private static int port(Process process) throws InterruptedException {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        // Reads on until the end, for a process whose words nobody takes stands still.
        Thread.ofVirtual().start(() -> {
            process.inputReader().lines().forEach(line -> {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    port.complete(Integer.parseInt(ready.group(1)));
                }
            });
            port.complete(-1);
        });
        try {
            return port.get(START_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return -1;
        }
    }

    /** When the laboratory is ended from outside: nothing of the server may be left. */
    private static void endHurriedly(Process process, Path folder, @Nullable CpuLimit cpus) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            delete(folder);
            if (cpus != null) {
                cpus.close();
            }
        } catch (IOException | InterruptedException left) {
            // The process has ended; what is left are files in the folder of temporary ones.
        }
    }

    /** Where to send requests. */
    public Target target() {
        return target;
    }

    /** The processor time that it has used; zero where the system does not tell. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Lets it end as an operator would, and removes its data. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException endingAnyway) {
            // The hook is running already.
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
