package dev.roost.bench.http;

import dev.roost.http.json.Json;
import dev.roost.model.Limits;
import dev.roost.model.PostId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The JSON of pages of 20 posts that were shown before, for 100 readers in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonLoop {
    /** The property that names an empty directory for the node. */
    public static final String DIRECTORY = "roost.bench.loops.json";

    private static final int READERS = 100;
    private static final int ACCOUNTS = 2_000;
    private static final int POSTS = 10_000;

    private ServedCommunity served;
    private final List<List<PostId>> pages = new ArrayList<>();
    private int turn;

    /** Fills a node. */
    @Setup
    public void fill() throws Exception {
        Path directory = Path.of(System.getProperty(DIRECTORY));
        served = ServedCommunity.start(directory, new Community(ACCOUNTS, READERS, POSTS));
        for (int reader = 0; reader < READERS; reader++) {
            List<PostId> page = served.plainPage(reader);
            if (page.size() != Limits.PAGE_DEFAULT) {
                throw new IllegalStateException("reader " + reader + " has " + page.size() + " posts");
            }
            pages.add(page);
        }
    }

    /** The pieces of a page, as the server sends them. */
    @Benchmark
    public List<byte[]> page() {
        turn = turn + 1 == READERS ? 0 : turn + 1;
        return json(turn).pieces();
    }

    private Json json(int reader) {
        return served.json(reader, pages.get(reader));
    }

    /** Ends the node. */
    @TearDown
    public void close() {
        served.close();
    }
}
