package dev.roost.bench.rivals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;

/**
 * A pipelining connection: one thread writes commands as fast as the server takes them and reads the replies meanwhile,
 * so that neither side ever waits for a round trip.
 */
final class RedisConnection implements AutoCloseable {
    private static final int REPLY_BYTES = 1 << 18;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final RespReplies replies = new RespReplies();
    private final ByteBuffer in = ByteBuffer.allocateDirect(REPLY_BYTES);

    RedisConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Sends all commands and returns when the last has been answered; throws if one is answered with an error. */
    void run(CommandStream commands) throws IOException {
        long awaited = replies.count() + commands.commands();
        Iterator<ByteBuffer> rest = commands.toWrite().iterator();
        ByteBuffer out = rest.next();
        while (replies.count() < awaited) {
            boolean progress = out.hasRemaining() && channel.write(out) > 0;
            if (!out.hasRemaining() && rest.hasNext()) {
                out = rest.next();
            }
            progress |= read();
            if (!progress) {
                key.interestOps(
                        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
                selector.select();
                selector.selectedKeys().clear();
            }
        }
    }

    /** As {@link #run}, and returns what was in the replies, in order. */
    List<String> ask(CommandStream commands) throws IOException {
        replies.collect();
        run(commands);
        return replies.collected();
    }

    private boolean read() throws IOException {
        in.clear();
        int bytes = channel.read(in);
        if (bytes < 0) {
            throw new EOFException("redis-server has closed the connection");
        }
        in.flip();
        replies.accept(in);
        return bytes > 0;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
