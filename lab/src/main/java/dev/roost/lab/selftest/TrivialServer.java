package dev.roost.lab.selftest;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A server that answers every GET at once with the same few bytes, and can freeze: the least that a laboratory can be
 * measured against. One thread; listens on the loopback address.
 */
public final class TrivialServer implements Closeable {
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    + "Server-Timing: queue;dur=0, service;dur=0.001\r\n\r\n[]")
            .getBytes(StandardCharsets.US_ASCII);

    /** More connections than this may be waiting to be taken, as far as the system lets them. */
    private static final int BACKLOG = 16_384;

    private static final int CONNECTION_BYTES = 16 << 10;

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Freeze freeze;
    private final Thread thread;
    private final ByteBuffer in = ByteBuffer.allocateDirect(CONNECTION_BYTES);
    private final Consumer<SelectionKey> serve = this::serve;
    private final ArrayDeque<Client> held = new ArrayDeque<>();
    private boolean frozen;
    private boolean asked;
    private long firstNs;
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param freeze when it answers nothing
     */
    TrivialServer(int port, Freeze freeze) throws IOException {
        this.freeze = freeze;
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listener.configureBlocking(false);
        selector = Selector.open();
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("lab-trivial-server").daemon().start(this::run);
    }

    /** One that never freezes. */
    public static TrivialServer always(int port) throws IOException {
        return new TrivialServer(port, Freeze.NEVER);
    }

    /** Where it listens. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** Waits until it is closed. */
    public void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            while (!closed) {
                long sinceNs = System.nanoTime() - firstNs;
                long untilNs = asked ? freeze.untilNs(sinceNs) : Long.MIN_VALUE;
                frozen = untilNs > sinceNs;
                if (!frozen) {
                    answerHeld();
                }
                // A server that is about to freeze must notice it without being asked.
                selector.select(serve, frozen ? Math.max(1, (untilNs - sinceNs) / 1_000_000) : 10);
            }
        } catch (IOException ended) {
            closed = true;
        }
    }

    /** Newest first: so the time that answering all of them takes adds little to those that waited little. */
    private void answerHeld() {
        for (Client each = held.pollLast(); each != null; each = held.pollLast()) {
            try {
                each.answer();
            } catch (IOException gone) {
                each.close();
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                for (SocketChannel taken = listener.accept(); taken != null; taken = listener.accept()) {
                    taken.configureBlocking(false);
                    taken.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    taken.register(selector, SelectionKey.OP_READ, new Client(taken));
                }
            } else if (key.attachment() instanceof Client client) {
                if (!client.read(in)) {
                    client.close();
                    return;
                }
                if (!asked) {
                    asked = true;
                    firstNs = System.nanoTime();
                }
                if (frozen) {
                    held.add(client);
                } else {
                    client.answer();
                }
            }
        } catch (IOException gone) {
            // Not only cancelled: clients that reset thousands of connections would leave it without files to open.
            if (key.attachment() instanceof Client client) {
                client.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        selector.keys().forEach(key -> {
            try {
                key.channel().close();
            } catch (IOException ignored) {
                // It is going away anyhow.
            }
        });
        selector.close();
        listener.close();
    }

    /** One connection: counts the ends of requests, which have no bodies, and answers each. */
    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer out = ByteBuffer.allocateDirect(ANSWER.length * 64);
        private int endSeen;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        /** Whether the connection goes on. */
        boolean read(ByteBuffer in) throws IOException {
            if (channel.read(in.clear()) < 0) {
                return false;
            }
            in.flip();
            while (in.hasRemaining()) {
                byte next = in.get();
                boolean expected = next == (endSeen % 2 == 0 ? '\r' : '\n');
                endSeen = expected ? endSeen + 1 : next == '\r' ? 1 : 0;
                if (endSeen == 4) {
                    endSeen = 0;
                    if (out.remaining() < ANSWER.length) {
                        return false;
                    }
                    out.put(ANSWER);
                }
            }
            return true;
        }

        /** Answers what was asked. */
        void answer() throws IOException {
            channel.write(out.flip());
            if (out.hasRemaining()) {
                throw new IOException("a client that does not read");
            }
            out.clear();
        }

        void close() {
            try {
                channel.close();
            } catch (IOException ignored) {
                // It is going away anyhow.
            }
        }
    }
}
