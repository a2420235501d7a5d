package dev.roost.bench.posts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The least that a durable log can be: records behind one another in one preallocated file, one sync for all that wait.
 * What is left out is everything else: state, indexes, reads.
 */
final class BareFile implements AutoCloseable {
    private static final int GROUP_MAX = 1_024;
    private static final int RECORD_BYTES = 300;
    private static final long BYTES = 1L << 30;

    private final FileChannel file;
    private final ArrayBlockingQueue<CompletableFuture<Boolean>> queue = new ArrayBlockingQueue<>(65_536);
    private final Thread thread;
    private long position;
    private volatile boolean closed;

    BareFile(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < BYTES; at += zeros.capacity()) {
            file.write(zeros.clear(), at);
        }
        file.force(true);
        thread = Thread.ofPlatform().name("bare-file").start(this::run);
    }

    /** Answers when a record of 300 bytes is on disk. */
    CompletableFuture<Boolean> append() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        queue.add(answer);
        return answer;
    }

    private void run() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(GROUP_MAX * RECORD_BYTES);
        List<CompletableFuture<Boolean>> group = new ArrayList<>();
        try {
            while (!closed) {
                group.add(queue.take());
                queue.drainTo(group, GROUP_MAX - 1);
                bytes.clear().limit(group.size() * RECORD_BYTES);
                position = position + bytes.limit() > BYTES ? 0 : position;
                position += file.write(bytes, position);
                file.force(false);
                group.forEach(answer -> answer.complete(true));
                group.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
