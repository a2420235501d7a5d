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
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long START_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 30;
    private static final String NO_LIMITS = "[rate_limits]\nenabled = false\n";

    private final Launch launch;
    private final @Nullable CpuLimit cpus;
    private final Path folder;
    private final Thread atEnd;
    private volatile Running running;

    /**
     * The process as it is at the moment.
     *
     * @param startNs when it was started, in {@link System#nanoTime}
     * @param readyNs when it said that it listens
     */
    private record Running(Process process, Target target, long startNs, long readyNs) {}

    private StartedServer(Launch launch, @Nullable CpuLimit cpus, Path folder, Running running) {
        this.launch = launch;
        this.cpus = cpus;
        this.folder = folder;
        this.running = running;
        atEnd = Thread.ofPlatform().unstarted(this::endHurriedly);
        Runtime.getRuntime().addShutdownHook(atEnd);
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
        boolean started = false;
        try {
            StartedServer server = new StartedServer(launch, cpus, folder, run(launch, cpus, folder));
            started = true;
            return server;
        } finally {
            if (!started) {
                delete(folder);
            }
        }
    }

    private static Running run(Launch launch, @Nullable CpuLimit cpus, Path folder)
            throws IOException, LabException, InterruptedException {
        Path errors = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command(launch, folder, cpus)).redirectError(errors.toFile());
        // The store would start a process to find out.
        builder.environment().putIfAbsent("ROCKSDB_MUSL_LIBC", "false");
        long startNs = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException noProgram) {
            throw new LabException("the server \"" + launch.name() + "\" cannot be started: " + noProgram.getMessage());
        }
        Thread meanwhile = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(meanwhile);
        Running running = null;
        try {
            running = ready(process, startNs);
        } finally {
            if (running == null) {
                process.destroyForcibly().waitFor();
            }
            forget(meanwhile);
        }
        if (running == null) {
            String said = Files.readString(errors).strip();
            throw new LabException("the server \"" + launch.name() + "\" did not start: "
                    + (said.isEmpty()
                            ? "it said nothing"
                            : said.lines().toList().getLast()));
        }
        return running;
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

    /** The process, once it listens; null if it does not. */
    private static @Nullable Running ready(Process process, long startNs) throws InterruptedException {
        CompletableFuture<@Nullable Running> ready = new CompletableFuture<>();
        // Reads on until the end, for a process whose words nobody takes stands still.
        Thread.ofVirtual().start(() -> {
            process.inputReader().lines().forEach(line -> {
                Matcher listens = READY.matcher(line);
                if (listens.find()) {
                    Target target = new Target("127.0.0.1", Integer.parseInt(listens.group(1)));
                    ready.complete(new Running(process, target, startNs, System.nanoTime()));
                }
            });
            ready.complete(null);
        });
        try {
            return ready.get(START_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return null;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAnyway) {
            // The hook is running already.
        }
    }

    /** When the laboratory is ended from outside: nothing of the server may be left. */
    private void endHurriedly() {
        try {
            end(running.process);
            delete(folder);
            if (cpus != null) {
                cpus.close();
            }
        } catch (IOException | InterruptedException left) {
            // The process has ended; what is left are files in the folder of temporary ones.
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Lets it end as an operator would (SIGTERM), and waits until it has; its data stays. */
    public void stop() throws InterruptedException {
        end(running.process);
    }

    /** After {@link #stop}: starts it again on the same data, at another port, and waits until it answers. */
    public void startAgain() throws IOException, LabException, InterruptedException {
        running = run(launch, cpus, folder);
    }

    /** Where to send requests; another one after each start. */
    public Target target() {
        return running.target;
    }

    /** When it said that it listens, in {@link System#nanoTime}. */
    public long readyNs() {
        return running.readyNs;
    }

    /** From the beginning of its process to when it said that it listens. */
    public long startToReadyNs() {
        return running.readyNs - running.startNs;
    }

    /** The processor time that it has used; zero where the system does not tell. */
    public Duration cpuTime() {
        return running.process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How much memory it occupies, in bytes; 0 where the system does not tell. Any thread. */
    public long residentBytes() {
        try {
            Matcher told = RESIDENT.matcher(Files.readString(Path.of("/proc/" + running.process.pid() + "/status")));
            return told.find() ? Long.parseLong(told.group(1)) << 10 : 0;
        } catch (IOException untold) {
            return 0;
        }
    }

    /** Lets it end as an operator would, and removes its data. */
    @Override
    public void close() throws IOException {
        try {
            end(running.process);
        } catch (InterruptedException hurried) {
            running.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forget(atEnd);
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
