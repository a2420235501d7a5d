package dev.roost.lab.drive;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the server, with at most one request under way. Small, because a server that stands still makes
 * thousands of them. Its event loop only.
 */
final class Connection {
    static final int IDLE = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private @Nullable ByteBuffer unsent;

    final Answer answer = new Answer();
    /** The request under way, or {@link #IDLE}. */
    int row = IDLE;
    /** Whether it is being opened for nothing in particular. */
    boolean ahead;
    /** Whether an earlier request was answered over this connection. */
    boolean used;
    /** Whether the request under way failed once over a connection that the server had closed meanwhile. */
    boolean repeated;
    /** Until when the request under way must be answered. */
    long deadlineNs;

    @Nullable
    Connection earlier;

    @Nullable
    Connection later;

    /** Begins to connect. */
    Connection(SocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open();
        boolean registered = false;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            registered = true;
        } finally {
            if (!registered) {
                channel.close();
            }
        }
    }

    boolean isConnected() {
        return channel.isConnected();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean isConnectable() {
        return key.isValid() && key.isConnectable();
    }

    boolean isWritable() {
        return key.isValid() && key.isWritable();
    }

    boolean isReadable() {
        return key.isValid() && key.isReadable();
    }

    void finishConnect() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Sends a request; what the socket does not take at once is kept and goes out when it does. */
    void send(ByteBuffer request) throws IOException {
        answer.clear();
        channel.write(request);
        if (request.hasRemaining()) {
            unsent = ByteBuffer.allocate(request.remaining()).put(request).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Sends what is left. */
    void sendMore() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            if (unsent.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Reads what is there into the answer; -1 if the server has closed. */
    int read() throws IOException, Answer.UnreadableException {
        return answer.readFrom(channel);
    }

    /**
     * Resets it: a connection that is closed in order keeps its port for a minute, and with thousands of those the
     * system takes longer to find a free port for a new one than a request takes.
     */
    void close() {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }
}
