package dev.roost.bench.rivals;

/** What is sent to Redis for one delivery. */
public enum RedisMix {
    /**
     * A list a reader: {@code LPUSH} of the post's id, {@code LTRIM} to the capacity. The least that keeps a bounded
     * timeline.
     */
    LIST(2) {
        @Override
        void encode(CommandStream out, Keys keys, long post, int capacity) {
            out.command(3).part(LPUSH).part(keys.list()).part(post);
            out.command(4).part(LTRIM).part(keys.list()).part(0).part(capacity - 1);
        }

        @Override
        void encodeFill(CommandStream out, Keys keys, long lowest, int entries) {
            out.command(2 + entries).part(LPUSH).part(keys.list());
            for (int i = 0; i < entries; i++) {
                out.part(lowest + i);
            }
        }

        @Override
        void encodeNewest(CommandStream out, Keys keys, int entries) {
            out.command(4).part("LRANGE").part(keys.list()).part(0).part(entries - 1);
        }
    },

    /**
     * What Mastodon's {@code FeedManager} asks of Redis when it pushes a post that is no boost to a home feed, in
     * order: has the post come as a boost already ({@code ZSCORE} in the feed's set of boosts); add it ({@code ZADD});
     * cut the feed to its size ({@code ZREMRANGEBYRANK}); find the entry behind which boosts are no longer tracked
     * ({@code ZREVRANGE} of rank 40 with its score); the tracked boosts that are older ({@code ZRANGEBYSCORE}); and is
     * somebody streaming this timeline ({@code EXISTS}).
     *
     * <p>Kinder to Redis than Mastodon is: all six are pipelined though each depends on the one before, no feed has
     * boosts, so two commands meet no key, and what a worker asks of PostgreSQL for each delivery is left out.
     */
    MASTODON(6) {
        @Override
        void encode(CommandStream out, Keys keys, long post, int capacity) {
            out.command(3).part(ZSCORE).part(keys.boosts()).part(post);
            out.command(4).part(ZADD).part(keys.feed()).part(post).part(post);
            out.command(4).part(ZREMRANGEBYRANK).part(keys.feed()).part(0).part("-" + (capacity + 1));
            out.command(5)
                    .part(ZREVRANGE)
                    .part(keys.feed())
                    .part(BOOSTS_TRACKED)
                    .part(BOOSTS_TRACKED)
                    .part(WITHSCORES);
            out.command(4).part(ZRANGEBYSCORE).part(keys.boosts()).part(0).part(post);
            out.command(2).part(EXISTS).part(keys.streaming());
        }

        @Override
        void encodeFill(CommandStream out, Keys keys, long lowest, int entries) {
            out.command(2 + 2 * entries).part(ZADD).part(keys.feed());
            for (int i = 0; i < entries; i++) {
                out.part(lowest + i).part(lowest + i);
            }
        }

        @Override
        void encodeNewest(CommandStream out, Keys keys, int entries) {
            out.command(4).part(ZREVRANGE).part(keys.feed()).part(0).part(entries - 1);
        }
    };

    private static final byte[] LPUSH = ascii("LPUSH");
    private static final byte[] LTRIM = ascii("LTRIM");
    private static final byte[] ZSCORE = ascii("ZSCORE");
    private static final byte[] ZADD = ascii("ZADD");
    private static final byte[] ZREMRANGEBYRANK = ascii("ZREMRANGEBYRANK");
    private static final byte[] ZREVRANGE = ascii("ZREVRANGE");
    private static final byte[] WITHSCORES = ascii("WITHSCORES");
    private static final byte[] ZRANGEBYSCORE = ascii("ZRANGEBYSCORE");
    private static final byte[] EXISTS = ascii("EXISTS");
    private static final int BOOSTS_TRACKED = 40;

    private final int commands;

    RedisMix(int commands) {
        this.commands = commands;
    }

    /** Commands a delivery. */
    public int commands() {
        return commands;
    }

    /** One delivery to a reader whose timeline has a capacity. */
    abstract void encode(CommandStream out, Keys keys, long post, int capacity);

    /** One command that adds the ids {@code [lowest, lowest + entries)} to a reader's timeline. */
    abstract void encodeFill(CommandStream out, Keys keys, long lowest, int entries);

    /** Asks for a reader's newest entries. */
    abstract void encodeNewest(CommandStream out, Keys keys, int entries);

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** A reader's keys, encoded once. */
    record Keys(byte[] list, byte[] feed, byte[] boosts, byte[] streaming) {
        static Keys of(int reader) {
            return new Keys(
                    ascii("home:" + reader),
                    ascii("feed:home:" + reader),
                    ascii("feed:home:" + reader + ":reblogs"),
                    ascii("subscribed:timeline:" + reader));
        }
    }
}
