package dev.roost.lab.drive;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection to the server, with at most one request under way. Its event loop only. */
final class Connection {
    static final int IDLE = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out = ByteBuffer.allocateDirect(EventLoop.REQUEST_BYTES_MAX);

    final Answer answer = new Answer();
    /** The request under way, or {@link #IDLE}. */
    int row = IDLE;
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

    /** Where the next request is written, empty. */
    ByteBuffer request() {
        return out.clear();
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

    /** Sends what is written so far in {@link #request}. */
    void send() throws IOException {
        out.flip();
        answer.clear();
        sendMore();
    }

    /** Sends what is left; the rest when the socket takes it. */
    void sendMore() throws IOException {
        channel.write(out);
        int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Reads what is there into the answer; -1 if the server has closed. */
    int read() throws IOException, Answer.UnreadableException {
        return answer.readFrom(channel);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }
}
