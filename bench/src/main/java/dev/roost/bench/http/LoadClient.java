package dev.roost.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Keeps a number of HTTP/1.1 connections busy from one thread: each sends its next request when it has its answer, so
 * this measures what a server can do at most, not what its users would see under a given load.
 *
 * <p>Cheap on purpose, since it shares the cores with the server: of an answer it reads the status and the length, and
 * passes over the rest. It allocates nothing while it runs. One thread.
 */
final class LoadClient implements AutoCloseable {
    private static final int READ_BYTES = 256 << 10;
    private static final int HEAD_BYTES_MAX = 4 << 10;
    private static final int OK = 200;
    private static final long LONGEST_US = TimeUnit.SECONDS.toMicros(60);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(READ_BYTES);
    private Histogram responseUs = new Histogram(LONGEST_US, 3);
    private Requests requests = connection -> ByteBuffer.allocate(0);
    private long answered;
    private long bytes;

    /** What is sent next. */
    @FunctionalInterface
    interface Requests {
        /** A whole request, its position at 0; the client sends a duplicate of it, or it itself if only once. */
        ByteBuffer next(int connection);
    }

    /**
     * What was answered.
     *
     * @param bytes of all answers with their heads
     * @param responseUs from the moment at which a connection was free to its answer's last byte, in microseconds
     */
    record Load(long answers, double seconds, long bytes, Histogram responseUs) {
        double perSecond() {
            return answers / seconds;
        }
    }

    private static final class Connection {
        final int number;
        final SocketChannel channel;
        /** Bytes of a head that came in parts. */
        final byte[] head = new byte[HEAD_BYTES_MAX];

        int headLength;
        ByteBuffer sending = ByteBuffer.allocate(0);
        /** Bytes of the body that are still to come; -1 while the head is. */
        long left;

        boolean free = true;
        long sentAtNs;

        Connection(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }
    }

    /** Connects to a port of this machine. */
    LoadClient(int port, int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int number = 0; number < count; number++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(number, channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        }
    }

    /**
     * Sends for a while, then waits for the answers under way.
     *
     * @throws IOException when a connection breaks
     * @throws IllegalStateException for an answer other than 200, or one without a length
     */
    Load run(Requests from, long durationMs) throws IOException {
        requests = from;
        responseUs = new Histogram(LONGEST_US, 3);
        answered = 0;
        bytes = 0;
        long startedNs = System.nanoTime();
        long endNs = startedNs + TimeUnit.MILLISECONDS.toNanos(durationMs);
        for (Connection each : connections) {
            send(each, startedNs);
        }
        int busy = connections.size();
        long nowNs = startedNs;
        while (busy > 0) {
            selector.select(this::take);
            nowNs = System.nanoTime();
            busy = 0;
            for (Connection each : connections) {
                if (each.free && nowNs < endNs) {
                    send(each, nowNs);
                }
                busy += each.free ? 0 : 1;
            }
        }
        return new Load(answered, (nowNs - startedNs) / 1e9, bytes, responseUs);
    }

    private void send(Connection connection, long nowNs) throws IOException {
        connection.sending = requests.next(connection.number);
        connection.sentAtNs = nowNs;
        connection.free = false;
        connection.left = -1;
        write(connection);
    }

    private void write(Connection connection) throws IOException {
        connection.channel.write(connection.sending);
        SelectionKey key = connection.channel.keyFor(selector);
        boolean more = connection.sending.hasRemaining();
        int wanted = more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void take(SelectionKey key) {
        try {
            Connection connection = (Connection) key.attachment();
            if (key.isWritable()) {
                write(connection);
            }
            if (key.isReadable()) {
                read(connection);
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private void read(Connection connection) throws IOException {
        arrived.clear().put(connection.head, 0, connection.headLength);
        int before = arrived.position();
        int count = connection.channel.read(arrived);
        if (count < 0) {
            throw new EOFException("the server has closed a connection");
        }
        bytes += count;
        arrived.flip();
        connection.headLength = 0;
        if (connection.left >= 0) {
            connection.left -= arrived.remaining() - before;
        } else if (!readHead(connection)) {
            connection.headLength = arrived.remaining();
            arrived.get(connection.head, 0, connection.headLength);
            return;
        }
        if (connection.left < 0) {
            throw new IllegalStateException("more came than the answer's length");
        }
        if (connection.left == 0) {
            connection.free = true;
            answered++;
            long tookUs = (System.nanoTime() - connection.sentAtNs) / 1_000;
            responseUs.recordValue(Math.min(tookUs, LONGEST_US));
        }
    }

    /** Finds out how much of the body is still to come; false while the head is not whole. */
    private boolean readHead(Connection connection) {
        long length = -1;
        int lineStart = 0;
        for (int at = 0; at < arrived.limit(); at++) {
            if (arrived.get(at) != '\n') {
                continue;
            }
            if (at - lineStart <= 1) {
                requireOk();
                if (length < 0) {
                    throw new IllegalStateException("an answer without a length");
                }
                connection.left = length - (arrived.limit() - at - 1);
                return true;
            }
            if (startsWith(lineStart, CONTENT_LENGTH)) {
                length = number(lineStart + CONTENT_LENGTH.length);
            }
            lineStart = at + 1;
        }
        return false;
    }

    private void requireOk() {
        int status = (int) number("HTTP/1.1".length());
        if (status != OK) {
            byte[] start = new byte[Math.min(arrived.limit(), 2_000)];
            arrived.get(0, start);
            throw new IllegalStateException(
                    "the server answers " + status + ": " + new String(start, StandardCharsets.UTF_8));
        }
    }

    private boolean startsWith(int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (from + i >= arrived.limit() || (arrived.get(from + i) | 0x20) != (lowerCase[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private long number(int from) {
        int at = from;
        while (arrived.get(at) == ' ') {
            at++;
        }
        long value = 0;
        while (arrived.get(at) >= '0' && arrived.get(at) <= '9') {
            value = value * 10 + arrived.get(at++) - '0';
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        for (Connection each : connections) {
            each.channel.close();
        }
        selector.close();
    }
}
