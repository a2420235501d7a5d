package dev.roost.bench.fanout;

import dev.roost.bench.Rounds;
import dev.roost.bench.Session;
import dev.roost.bench.node.SkewedGraph;
import dev.roost.bench.rivals.FanOut;
import dev.roost.bench.rivals.RedisMix;
import dev.roost.bench.rivals.RedisRival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The same fan-out as people build it by hand: a timeline for each reader in Redis, not on any disk, by a plain list
 * and by the commands that Mastodon uses.
 *
 * <p>In Redis's favour, readers share timelines, so that it needs less memory than so many would take: 100,000 lists,
 * 20,000 of Mastodon's timelines.
 */
final class HandBuilt implements AutoCloseable {
    private static final Map<RedisMix, Kind> KINDS = new EnumMap<>(Map.of(
            RedisMix.LIST, new Kind("Redis LPUSH + LTRIM", 100_000, 1_000, 30),
            RedisMix.MASTODON, new Kind("Redis as Mastodon uses it", 20_000, 200, 60)));

    private final SkewedGraph graph;
    private final int[][] followers;
    private final Map<RedisMix, RedisRival> rivals = new EnumMap<>(RedisMix.class);
    private final SplittableRandom random = new SplittableRandom(7);
    private long post = 1_000_000;

    /**
     * @param readers timelines that are kept
     * @param posts in a turn
     * @param timesWanted how much more Roost is to do
     */
    private record Kind(String name, int readers, int posts, double timesWanted) {}

    private HandBuilt(SkewedGraph graph) {
        this.graph = graph;
        this.followers = graph.followers();
    }

    /** Starts and fills what is installed. */
    static HandBuilt start(Session session, SkewedGraph graph, int capacity) throws IOException {
        HandBuilt all = new HandBuilt(graph);
        for (Map.Entry<RedisMix, Kind> kind : KINDS.entrySet()) {
            Optional<RedisRival> rival = RedisRival.start(session, capacity);
            if (rival.isPresent()) {
                all.rivals.put(kind.getKey(), rival.get());
                rival.get().fill(kind.getKey(), kind.getValue().readers());
            }
        }
        return all;
    }

    void addTo(Rounds rounds) {
        rivals.forEach((mix, rival) -> {
            Kind kind = kind(mix);
            rounds.with(kind.name(), () -> rival.deliveriesPerSecond(mix, posts(kind)));
        });
    }

    void report(Session session, Rounds.Results results, double roost) {
        for (RedisMix mix : rivals.keySet()) {
            Kind kind = kind(mix);
            double rate = results.median(kind.name());
            session.report(session.figure(kind.name(), rate, "1/s"));
            session.report(session.figure("deliveries, times those of " + kind.name(), roost / rate, "x")
                    .atLeast(kind.timesWanted())
                    .against(kind.name(), roost / rate));
        }
    }

    private static Kind kind(RedisMix mix) {
        Kind kind = KINDS.get(mix);
        if (kind == null) {
            throw new IllegalStateException("nothing is known of " + mix);
        }
        return kind;
    }

    /** Posts of random authors, to their followers. */
    private List<FanOut> posts(Kind kind) {
        List<FanOut> posts = new ArrayList<>();
        for (int i = 0; i < kind.posts(); i++) {
            int[] readers = followers[1 + random.nextInt(graph.authors())].clone();
            for (int r = 0; r < readers.length; r++) {
                readers[r] %= kind.readers();
            }
            posts.add(new FanOut(++post, readers, readers.length));
        }
        return posts;
    }

    @Override
    public void close() throws IOException {
        for (RedisRival rival : rivals.values()) {
            rival.close();
        }
    }
}
