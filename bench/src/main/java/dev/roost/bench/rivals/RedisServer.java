package dev.roost.bench.rivals;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A Redis server of its own on a Unix socket, without persistence and otherwise as it comes; ends with {@link #close},
 * or with the Java machine.
 */
final class RedisServer implements AutoCloseable {
    private static final long START_NANOS_MAX = 10_000_000_000L;
    private static final long POLL_NANOS = 10_000_000;

    private final Process process;
    private final Path directory;
    private final Thread onExit;

    private RedisServer(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.onExit = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** The program, where it is installed. */
    static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it in a new directory below the temporary one: a socket's path may have about 100 characters. */
    static RedisServer start(Path program) throws IOException {
        Path directory = Files.createTempDirectory("roost-redis");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        "0",
                        "--unixsocket",
                        socket(directory).toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--daemonize",
                        "no",
                        "--dir",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        return new RedisServer(process, directory);
    }

    /** A new connection, once the server is there. */
    SocketChannel connect() throws IOException {
        long before = System.nanoTime();
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket(directory)));
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - before > START_NANOS_MAX) {
                    throw new IOException("redis-server does not start: " + log(), e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log")).strip();
    }

    private static Path socket(Path directory) {
        return directory.resolve("redis.sock");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
        Files.deleteIfExists(socket(directory));
        Files.deleteIfExists(directory.resolve("log"));
        Files.deleteIfExists(directory);
    }
}
