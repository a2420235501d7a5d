package dev.roost.app.operate;

import dev.roost.app.operate.ControlMessage.Answer;
import dev.roost.app.operate.ControlMessage.Request;
import dev.roost.runtime.OverloadedException;
import dev.roost.runtime.Roost;
import dev.roost.runtime.WritesStoppedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Runs operations for operators on this machine: whoever may write to the socket, which is the user that the server
 * runs as. {@link ControlMessage} draws what is said.
 */
public final class ControlServer implements AutoCloseable {
    /** The socket's name in the data directory. */
    static final String SOCKET = "control.sock";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int AT_ONCE = 4;
    private static final int REQUEST_CHARS_MAX = 64 << 10;

    private final Roost roost;
    private final Operations operations;
    private final Path socket;
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore turns = new Semaphore(AT_ONCE);

    private ControlServer(Roost roost, Operations operations, Path socket, ServerSocketChannel listener) {
        this.roost = roost;
        this.operations = operations;
        this.socket = socket;
        this.listener = listener;
    }

    /**
     * Begins to listen, in place of a server that was killed.
     *
     * @param data a data directory that this process holds
     */
    public static ControlServer start(Path data, Roost roost, Operations operations) throws IOException {
        Path socket = data.resolve(SOCKET);
        // Bound where nobody else can reach it, and moved to its place with its rights set.
        Path hidden = Files.createTempDirectory(
                data, "control", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path bound = hidden.resolve("s");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(bound));
            Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
            Files.move(bound, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        } finally {
            Files.deleteIfExists(bound);
            Files.deleteIfExists(hidden);
        }
        ControlServer server = new ControlServer(roost, operations, socket, listener);
        Thread.ofPlatform().daemon().name("control").start(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = listener.accept();
                turns.acquireUninterruptibly();
                connections.add(connection);
                Thread.ofPlatform().daemon().name("control-operation").start(() -> serve(connection));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("no longer listening");
        } catch (IOException e) {
            LOG.error("account commands no longer reach this server: {}", e.getMessage());
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader in = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Channels.newWriter(connection, StandardCharsets.UTF_8))) {
            out.println(ControlMessage.write(answer(in, out)));
        } catch (IOException e) {
            LOG.debug("an operator went away: {}", e.getMessage());
        } finally {
            connections.remove(connection);
            turns.release();
        }
    }

    private Answer answer(BufferedReader in, PrintWriter out) throws IOException {
        try {
            Request request = ControlMessage.read(line(in), Request.class);
            Arguments arguments = new Arguments(request.arguments());
            LOG.info("operator: {}", AuditLine.of(request.operation(), arguments));
            return Answer.ofEnd(operations.run(request.operation(), roost, arguments, new ToOperator(out)));
        } catch (JacksonException e) {
            return Answer.ofRefusal("not a request: " + e.getOriginalMessage());
        } catch (OperationRefusedException | WritesStoppedException | OverloadedException e) {
            return Answer.ofRefusal(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("an operation failed", e);
            return Answer.ofRefusal("the server failed to do it; its log says why");
        }
    }

    /** Sends what is said as it comes; println leaves it in a buffer. */
    private record ToOperator(PrintWriter out) implements Output {
        @Override
        public void line(String line) {
            send(Answer.ofLine(line));
        }

        @Override
        public void progress(Stage stage) {
            send(Answer.ofStage(stage));
        }

        private void send(Answer answer) {
            out.println(ControlMessage.write(answer));
            out.flush();
        }
    }

    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < REQUEST_CHARS_MAX; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** Stops listening and cuts off operations under way. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(socket);
    }
}
