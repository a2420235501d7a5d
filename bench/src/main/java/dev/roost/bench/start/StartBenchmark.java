package dev.roost.bench.start;

import dev.roost.bench.Benchmark;
import dev.roost.bench.RoostProgram;
import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** From the start of the server's process to the first right home page over HTTP, with a million posts. */
public final class StartBenchmark implements Benchmark {
    private static final int POSTS = 1_000_000;
    private static final double SECONDS_MAX = 2;
    private static final long AOT_WAIT_SECONDS_MAX = 90;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "process start to first right home page over HTTP, a million posts, stopped cleanly and by SIGKILL";
    }

    @Override
    public void run(Session session) throws Exception {
        Directory clean = fill(session, "clean", false);
        Directory killed = fill(session, "killed", true);
        long writeAheadBytes = killed.writeAheadBytes();
        Path errors = session.directory("server").resolve("errors.txt");
        Rounds rounds = new Rounds();
        Optional<Path> launcher = RoostProgram.launcher();
        if (launcher.isPresent()) {
            rounds.with("launcher clean", () -> start(clean, RoostProgram::command, errors));
            rounds.with("launcher killed", () -> start(killed, RoostProgram::command, errors));
            // The first start through the launcher has classes loaded and linked ahead of time for those after it.
            session.say("a first start, and its cache of classes");
            start(clean, RoostProgram::command, errors);
            awaitAotCache(launcher.get(), session);
        }
        rounds.with("java clean", () -> start(clean, RoostProgram::javaCommand, errors));
        rounds.with("java killed", () -> start(killed, RoostProgram::javaCommand, errors));
        Rounds.Results results = rounds.run(1, session.rounds());
        if (launcher.isPresent()) {
            report(session, "./roost serve, after a clean stop", results.median("launcher clean"));
            report(session, "./roost serve, after SIGKILL", results.median("launcher killed"));
        }
        report(session, "java alone, after a clean stop", results.median("java clean"));
        report(session, "java alone, after SIGKILL", results.median("java killed"));
        session.report(session.figure("write-ahead files at each start after SIGKILL", writeAheadBytes / 1e6, "MB"));
    }

    private static void report(Session session, String figure, double seconds) {
        session.report(session.figure(figure, seconds, "s").atMost(SECONDS_MAX));
    }

    private interface CommandLine {
        List<String> of(List<String> arguments) throws IOException;
    }

    /**
     * A filled data directory.
     *
     * @param page what its reader must be shown
     * @param killed whether its servers are killed, rather than stopped
     */
    private record Directory(Path path, List<String> page, boolean killed) {
        /** Where it is kept as the kill left it: a start may empty the write-ahead files for those after it. */
        private Path original() {
            return path.resolveSibling("original");
        }

        /** Keeps a killed one for {@link #restore}. */
        void preserve() throws IOException {
            if (killed) {
                Trees.copy(path, original());
            }
        }

        /** Puts a killed one back as it was. */
        void restore() throws IOException {
            if (killed) {
                Trees.delete(path);
                Trees.copy(original(), path);
            }
        }

        long writeAheadBytes() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                long bytes = 0;
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".log")).toList()) {
                    bytes += Files.size(file);
                }
                return bytes;
            }
        }
    }

    private static Directory fill(Session session, String name, boolean kill) throws Exception {
        int posts = session.scaled(POSTS);
        session.say("filling a directory with " + posts + " posts, to be " + (kill ? "killed" : "stopped"));
        Path path = session.directory(name).resolve("data");
        Process filling = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FilledDirectory.class.getName(),
                        path.toString(),
                        String.valueOf(posts))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> page = new ArrayList<>();
        try (BufferedReader lines = filling.inputReader()) {
            while (page.isEmpty()) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IllegalStateException("the directory was not filled");
                }
                if (line.startsWith(FilledDirectory.PAGE)) {
                    page.addAll(Arrays.asList(
                            line.substring(FilledDirectory.PAGE.length()).split(",", -1)));
                }
            }
            end(filling, kill);
            filling.waitFor();
        }
        Directory directory = new Directory(path, page, kill);
        directory.preserve();
        return directory;
    }

    private static void end(Process filling, boolean kill) throws IOException {
        if (kill) {
            filling.destroyForcibly();
        } else {
            filling.getOutputStream().close();
        }
    }

    /** Seconds from the start to the right page; the server is then ended as it is to be found the next time. */
    private static double start(Directory directory, CommandLine commandLine, Path errors) throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(commandLine.of(
                        List.of("serve", "--data", directory.path().toString(), "--port", String.valueOf(port))))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().put("ROCKSDB_MUSL_LIBC", "false");
        builder.environment().put("ROOST_NO_BUILD", "1");
        builder.environment().remove("CI");
        long started = System.nanoTime();
        Process server = builder.start();
        try {
            new HomePoll(port, directory.page()).await(server, errors);
            return (System.nanoTime() - started) / 1e9;
        } finally {
            if (directory.killed()) {
                server.destroyForcibly();
            } else {
                server.destroy();
            }
            server.waitFor();
            directory.restore();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitAotCache(Path launcher, Session session) throws IOException, InterruptedException {
        Path folder = launcher.resolveSibling("app/target/aot");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AOT_WAIT_SECONDS_MAX);
        while (System.nanoTime() < end) {
            if (isTrained(folder)) {
                return;
            }
            Thread.sleep(100);
        }
        session.say("there is no cache of classes in " + folder + ": measured without one");
    }

    private static boolean isTrained(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(Path::toString).toList();
            return names.stream().anyMatch(name -> name.endsWith(".aot"))
                    && names.stream().noneMatch(name -> name.endsWith(".lock"));
        }
    }
}
