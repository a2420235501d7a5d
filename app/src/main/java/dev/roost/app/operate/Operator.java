package dev.roost.app.operate;

import dev.roost.app.node.Node;
import dev.roost.app.operate.ControlMessage.Answer;
import dev.roost.app.operate.ControlMessage.Request;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.UnusableDirectoryException;
import dev.roost.store.rocksdb.UnusableDirectoryException.Reason;
import dev.roost.timeline.TimelineSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has operations done on a data directory: by the server that holds it, or else here, on the directory itself. */
public final class Operator {
    /** How long a server that holds the directory may take to listen. */
    private static final Duration START_MAX = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path data;
    private final Operations operations;
    private final String programVersion;

    /** For this data directory. */
    public Operator(Path data, Operations operations, String programVersion) {
        this.data = data;
        this.operations = operations;
        this.programVersion = programVersion;
    }

    /**
     * Has an operation done.
     *
     * @param create whether a missing directory may be made
     * @param output takes what the operator shall see
     * @return whether all is well; if not, the lines say what is wrong
     * @throws OperationRefusedException when it cannot be done as asked
     * @throws UnusableDirectoryException when there is neither a server nor a usable directory
     */
    public boolean run(String operation, Arguments arguments, boolean create, Output output)
            throws IOException, OperationRefusedException {
        long deadlineNs = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            Optional<Boolean> done = askServer(operation, arguments, output);
            if (done.isPresent()) {
                return done.get();
            }
            try (Node node =
                    Node.open(data, create, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, programVersion)) {
                return operations.run(operation, node.roost(), arguments, output);
            } catch (UnusableDirectoryException e) {
                // Held, and yet nobody listens: a server that is starting or stopping.
                if (e.reason() != Reason.LOCKED || System.nanoTime() > deadlineNs) {
                    throw e;
                }
                pause();
            }
        }
    }

    /**
     * Has an operation done by the server that holds the directory.
     *
     * @return as {@link #run}; empty when no server listens
     * @throws OperationRefusedException when it cannot be done as asked
     */
    public Optional<Boolean> askServer(String operation, Arguments arguments, Output output)
            throws IOException, OperationRefusedException {
        SocketChannel server = connect();
        if (server == null) {
            return Optional.empty();
        }
        try (server;
                PrintWriter out = new PrintWriter(Channels.newWriter(server, StandardCharsets.UTF_8));
                BufferedReader in = new BufferedReader(Channels.newReader(server, StandardCharsets.UTF_8))) {
            out.println(ControlMessage.write(new Request(operation, arguments.texts())));
            out.flush();
            return Optional.of(follow(in, output));
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean follow(BufferedReader in, Output output) throws IOException, OperationRefusedException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Answer answer = ControlMessage.read(line, Answer.class);
            if (answer.refused() != null) {
                throw new OperationRefusedException(answer.refused());
            }
            if (answer.well() != null) {
                return answer.well();
            }
            if (answer.stage() != null) {
                output.progress(answer.stage());
            } else {
                output.line(String.valueOf(answer.line()));
            }
        }
        throw new OperationRefusedException("the server stopped before it was done: look, and ask again");
    }

    private @Nullable SocketChannel connect() throws IOException {
        Path socket = data.resolve(ControlServer.SOCKET);
        if (!Files.exists(socket)) {
            return null;
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            // Left by a server that was killed, or not this user's: opening the directory says which.
            channel.close();
            return null;
        }
    }
}
