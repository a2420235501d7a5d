package dev.roost.app.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.RoostProcess;
import dev.roost.app.node.Node;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.OriginalPost;
import dev.roost.model.PostId;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk takes no more bytes, for a while: played by the limit on the size of a file. */
class FullDiskTest {
    private static final int FILE_BLOCKS_MAX = 40_000;
    private static final int WRITERS = 8;
    private static final int POSTS_MAX = 20_000;
    private static final long RESUMES_NS_MAX = 60_000_000_000L;
    private static final String LONG_TEXT = "😀".repeat(480);

    @TempDir
    private Path directory;

    @Test
    void writesStopReadsGoOnAndNothingIsLost() throws Exception {
        Path data = directory.resolve("data");
        try (Node node = Node.open(data, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test")) {
            KillTest.prepare(node.roost(), WRITERS);
        }
        Path config = Files.writeString(directory.resolve("roost.toml"), "[rate_limits]\nenabled = false\n");
        Set<String> answered = ConcurrentHashMap.newKeySet();
        // A block is 512 or 1024 bytes: more than the native library needs, less than the log grows to.
        List<String> limited = List.of("sh", "-c", "ulimit -S -f " + FILE_BLOCKS_MAX + " && exec \"$@\"", "sh");
        try (RoostProcess server = RoostProcess.start(
                limited, directory, "serve", "--data", data.toString(), "--port", "0", "--config", config.toString())) {
            int port = KillTest.port(server);
            fill(port, answered);
            assertThat(answered).isNotEmpty();
            try (HttpDoor door = new HttpDoor(port, "token1")) {
                assertRefused(post(door, "one more"));
                HttpResponse<String> home = door.send("GET", "timelines/home", "", "");
                assertThat(home.statusCode()).isEqualTo(200);
                assertThat(home.body()).contains(LONG_TEXT);
                assertRefused(post(door, "yet another"));
            }
            assertThat(server.errors()).anyMatch(line -> line.contains("writes are stopped"));
            assertThat(get(port, "/health").statusCode()).isEqualTo(503);
            assertThat(get(port, "/health").body()).contains("a file may not grow further");
            if (hasLimitRaised(server.pid())) {
                awaitWrites(server, port);
                try (HttpDoor door = new HttpDoor(port, "token1")) {
                    assertThat(post(door, "resumed without a restart").statusCode())
                            .isEqualTo(200);
                }
            }
            server.kill();
        }
        try (RocksDbStore store = RocksDbStore.openExisting(data, RocksDbSettings.DEFAULTS, "test")) {
            assertThat(stored(store)).containsAll(answered).doesNotContain("one more", "yet another");
        }
        try (RoostProcess server = RoostProcess.start(
                directory, "serve", "--data", data.toString(), "--port", "0", "--config", config.toString())) {
            try (HttpDoor door = new HttpDoor(KillTest.port(server), "token1")) {
                assertThat(post(door, "with room again").statusCode()).isEqualTo(200);
            }
        }
    }

    /** Where there is the tool for it. */
    private static boolean hasLimitRaised(long pid) throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--pid", "" + pid, "--fsize=unlimited")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The server looks every few seconds. */
    private static void awaitWrites(RoostProcess server, int port) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + RESUMES_NS_MAX;
        while (get(port, "/health").statusCode() != 200) {
            assertThat(System.nanoTime()).as("writes resume").isLessThan(deadlineNs);
            assertThat(server.endsWithin(100)).as("the server has ended").isFalse();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void fill(int port, Set<String> answered) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int writer = 1; writer <= WRITERS; writer++) {
            int account = writer;
            threads.add(Thread.ofPlatform().start(() -> {
                try (HttpDoor door = new HttpDoor(port, "token" + account)) {
                    for (int n = 0; n < POSTS_MAX; n++) {
                        String text = account + "-" + n + LONG_TEXT;
                        HttpResponse<String> answer = post(door, text);
                        if (answer.statusCode() != 200) {
                            assertRefused(answer);
                            return;
                        }
                        answered.add(text);
                    }
                    throw new AssertionError("the disk was never full");
                } catch (IOException | AssertionError e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static HttpResponse<String> post(HttpDoor door, String text) throws IOException {
        return door.send("POST", "statuses", "{\"status\":\"" + text + "\"}", "");
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains("Nothing can be changed at the moment: a file may not grow further");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    private static Set<String> stored(RocksDbStore store) {
        StateView state = new StateView(store);
        Set<String> texts = new HashSet<>();
        for (int account = 1; account <= WRITERS; account++) {
            state.postsBy(new AccountId(account), Long.MAX_VALUE, (id, _) -> {
                if (state.post(new PostId(id)) instanceof OriginalPost post) {
                    texts.add(post.body().text());
                }
                return true;
            });
        }
        return texts;
    }
}
