package dev.roost.bench.rivals;

import dev.roost.bench.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Timelines kept in Redis: a server of its own over a Unix socket, one pipelining client that has encoded its commands
 * before the clock runs, so that the server alone is the limit. One thread.
 *
 * <p>Redis holds {@link RedisMix#LIST} at about 9 bytes an entry and {@link RedisMix#MASTODON} at about 100: 80 KB a
 * full reader of 800.
 */
public final class RedisRival implements AutoCloseable {
    /** Commands encoded for filling before they are sent. */
    private static final int FILLED_AT_ONCE = 64;

    private static final int CHECKED = 16;

    private final RedisServer server;
    private final RedisConnection connection;
    private final CommandStream commands = new CommandStream();
    private final int capacity;
    private RedisMix.Keys[] keys = new RedisMix.Keys[0];

    private RedisRival(RedisServer server, int capacity) throws IOException {
        this.server = server;
        this.capacity = capacity;
        this.connection = new RedisConnection(server.connect());
    }

    /**
     * Starts a server; says so and gives nothing where none is installed.
     *
     * @param capacity entries that each reader's timeline is cut to
     */
    public static Optional<RedisRival> start(Session session, int capacity) throws IOException {
        Optional<Path> program = RedisServer.program();
        if (program.isEmpty()) {
            session.say("redis-server is not installed (Debian: apt-get install redis-server): Redis is left out");
            return Optional.empty();
        }
        return Optional.of(start(program.get(), capacity));
    }

    static RedisRival start(Path program, int capacity) throws IOException {
        RedisServer server = RedisServer.start(program);
        try {
            return new RedisRival(server, capacity);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Forgets everything, and gives readers {@code [0, readers)} full timelines of the ids 1, 2, 3 and so on. */
    public void fill(RedisMix mix, int readers) throws IOException {
        commands.clear();
        commands.command(1).part("FLUSHALL");
        connection.run(commands);
        know(readers);
        for (int reader = 0; reader < readers; ) {
            commands.clear();
            int end = Math.min(readers, reader + FILLED_AT_ONCE);
            for (; reader < end; reader++) {
                mix.encodeFill(commands, keys[reader], 1, capacity);
            }
            connection.run(commands);
        }
    }

    /**
     * Delivers each post to its readers, and returns deliveries a second from the first command written to the last
     * answer read. Encoding comes before that and takes about 95 (list) or 330 bytes of direct memory a delivery. Ids
     * must be above those that are there, and ascend.
     *
     * @throws IOException if Redis answers with an error, or lacks the last post afterwards where it was delivered
     */
    public double deliveriesPerSecond(RedisMix mix, List<FanOut> posts) throws IOException {
        commands.clear();
        long deliveries = 0;
        for (FanOut post : posts) {
            for (int i = 0; i < post.size(); i++) {
                int reader = post.readers()[i];
                know(reader + 1);
                mix.encode(commands, keys[reader], post.post(), capacity);
            }
            deliveries += post.size();
        }
        long before = System.nanoTime();
        connection.run(commands);
        double seconds = (System.nanoTime() - before) / 1e9;
        check(mix, posts.getLast());
        return deliveries / seconds;
    }

    /** A reader's newest entries, newest first. */
    public long[] newest(RedisMix mix, int reader, int entries) throws IOException {
        know(reader + 1);
        commands.clear();
        mix.encodeNewest(commands, keys[reader], entries);
        return connection.ask(commands).stream().mapToLong(Long::parseLong).toArray();
    }

    private void check(RedisMix mix, FanOut last) throws IOException {
        for (int i = 0; i < Math.min(CHECKED, last.size()); i++) {
            long[] newest = newest(mix, last.readers()[i], 1);
            if (newest.length == 0 || newest[0] != last.post()) {
                throw new IOException("reader " + last.readers()[i] + " lacks post " + last.post());
            }
        }
    }

    private void know(int readers) {
        int known = keys.length;
        if (readers > known) {
            keys = java.util.Arrays.copyOf(keys, Math.max(readers, known * 2));
            for (int reader = known; reader < keys.length; reader++) {
                keys[reader] = RedisMix.Keys.of(reader);
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        server.close();
    }
}
