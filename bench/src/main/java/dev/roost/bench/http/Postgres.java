package dev.roost.bench.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the bench's own, in a directory that is deleted when it is closed, reached by a socket in there.
 *
 * <p>It does not run as root: where the bench does, it runs as the user {@code postgres} that Debian's package makes.
 * It ends with the bench, also when that is killed.
 */
final class Postgres implements AutoCloseable {
    /** What to install where it is missing. */
    static final String PACKAGE = "postgresql";

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";
    private static final int START_TRIES = 300;
    private static final int STOP_SECONDS = 30;
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    /** All data is in memory, nothing happens beside the queries, and plans are not compiled: best for short ones. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=",
            "shared_buffers=2GB",
            "effective_cache_size=4GB",
            "work_mem=64MB",
            "random_page_cost=1.0",
            "jit=off",
            "autovacuum=off",
            "max_parallel_workers_per_gather=0",
            "huge_pages=try",
            "fsync=off",
            "max_wal_size=8GB");

    private final Path programs;
    private final Path directory;
    private final boolean otherUser;
    private final Process server;

    private Postgres(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        this.otherUser = System.getProperty("user.name").equals("root");
        this.directory = Files.createTempDirectory("roost-bench-postgres-");
        if (otherUser) {
            UserPrincipal user =
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(directory, user);
        }
        String data = directory.resolve("data").toString();
        finish(List.of("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"));
        List<String> command = new ArrayList<>(List.of("postgres", "-D", data, "-k", directory.toString()));
        for (String setting : SETTINGS) {
            command.add("-c");
            command.add(setting);
        }
        this.server = startServer(command);
    }

    /** Starts one where the programs are installed. */
    static Optional<Postgres> start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        Postgres postgres = new Postgres(programs.get());
        postgres.awaitReady();
        return Optional.of(postgres);
    }

    /** The newest version's that is installed. */
    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(each -> each.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres"))
                            && Files.isExecutable(bin.resolve("pgbench"))
                            && Files.isExecutable(bin.resolve("psql")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    /** What the programs call themselves. */
    String version() throws IOException, InterruptedException {
        return finish(List.of("postgres", "--version")).strip();
    }

    /** Writes SQL, and data for COPY, into it. */
    @FunctionalInterface
    interface Script {
        void write(Writer out) throws IOException;
    }

    /** Runs statements; answers what they print, values separated by tabs. */
    String run(Script script) throws IOException, InterruptedException {
        Path file = directory.resolve("script.sql");
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            script.write(out);
        }
        return finish(withSocket(
                List.of("psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", file.toString())));
    }

    /**
     * Runs a query again and again, prepared, from some connections that stay open and one thread that shares them.
     *
     * @param script in pgbench's language
     * @return queries a second
     */
    double rate(String script, int connections, int seconds) throws IOException, InterruptedException {
        Path file = directory.resolve("query.sql");
        Files.writeString(file, script);
        List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared", "-f", file.toString()));
        command.addAll(List.of("-c", String.valueOf(connections), "-j", "1", "-T", String.valueOf(seconds)));
        String printed = finish(withSocket(command));
        Matcher rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IOException("pgbench tells no rate: " + printed);
        }
        return Double.parseDouble(rate.group(1));
    }

    private List<String> withSocket(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-h", directory.toString(), "-U", USER));
        if (!command.getFirst().equals("pgbench")) {
            all.add("-d");
        }
        all.add(USER);
        return all;
    }

    private ProcessBuilder process(List<String> command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--pdeathsig", "INT"));
        if (otherUser) {
            all.addAll(List.of("--reuid", USER, "--regid", USER, "--init-groups"));
        }
        all.add(programs.resolve(command.getFirst()).toString());
        all.addAll(command.subList(1, command.size()));
        return new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true);
    }

    private Process startServer(List<String> command) throws IOException {
        return process(command)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
    }

    /** Runs a program to its end and answers what it printed. */
    private String finish(List<String> command) throws IOException, InterruptedException {
        Process process = process(command).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command.getFirst() + " ended with status " + status + ": " + printed);
        }
        return printed;
    }

    private void awaitReady() throws IOException, InterruptedException {
        Path socket = directory.resolve(".s.PGSQL.5432");
        for (int i = 0; i < START_TRIES && server.isAlive(); i++) {
            if (Files.exists(socket) && process(pgIsReady()).start().waitFor() == 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        String log = Files.readString(directory.resolve("server.log"));
        close();
        throw new IOException("PostgreSQL did not start: " + log);
    }

    private List<String> pgIsReady() {
        return List.of("pg_isready", "-q", "-h", directory.toString());
    }

    /** Ends the server and deletes its data. */
    @Override
    public void close() throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
