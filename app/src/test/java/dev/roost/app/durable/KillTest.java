package dev.roost.app.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.app.RoostProcess;
import dev.roost.app.node.Node;
import dev.roost.app.operate.Arguments;
import dev.roost.app.verify.VerifyOperation;
import dev.roost.core.StateAudit;
import dev.roost.core.StateView;
import dev.roost.model.AccountId;
import dev.roost.model.AppId;
import dev.roost.model.Command;
import dev.roost.model.Standing;
import dev.roost.runtime.Roost;
import dev.roost.runtime.credentials.Secrets;
import dev.roost.store.rocksdb.RocksDbSettings;
import dev.roost.store.rocksdb.RocksDbStore;
import dev.roost.timeline.TimelineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a server process at random moments while many connections write to it, and looks for every answered command
 * after the restart. {@code -Droost.long=true} kills it thousands of times.
 */
class KillTest {
    private static final boolean LONG = Boolean.getBoolean("roost.long");
    private static final int KILLS = LONG ? 3_000 : 44;
    private static final int HTTP_KILLS = LONG ? 200 : 8;
    private static final int WRITERS = 8;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<Writer> writers = IntStream.rangeClosed(1, WRITERS)
            .mapToObj(account -> new Writer(account, WRITERS, random.split()))
            .toList();

    @FunctionalInterface
    private interface Doors {
        Door open(int port, int account) throws IOException;
    }

    @Test
    void whatWasAnsweredIsThereOnce() throws Exception {
        Path data = makeData();
        for (int kill = 1; kill <= KILLS; kill++) {
            if (random.nextInt(8) == 0) {
                killStarting(data);
            }
            try (RoostProcess server = RoostProcess.start(CommandServer.class, directory, data.toString())) {
                String line = server.line();
                assertThat(line).as("%s", server.errors()).isNotNull();
                writeAndKill(server, Integer.parseInt(line), (port, account) -> new SocketDoor(port));
            }
            if (kill % 2 == 0) {
                check(data);
            }
        }
        verify(data);
    }

    @Test
    void theSameOverHttp() throws Exception {
        Path data = makeData();
        Path config = Files.writeString(directory.resolve("roost.toml"), "[rate_limits]\nenabled = false\n");
        for (int kill = 1; kill <= HTTP_KILLS; kill++) {
            try (RoostProcess server = RoostProcess.start(
                    directory, "serve", "--data", data.toString(), "--port", "0", "--config", config.toString())) {
                int port = port(server);
                writeAndKill(server, port, (p, account) -> new HttpDoor(p, "token" + account));
            }
            if (kill % 2 == 0) {
                check(data);
            }
        }
        verify(data);
    }

    static int port(RoostProcess server) throws IOException {
        String line = server.line();
        assertThat(line).as("%s", server.errors()).contains("(port ");
        return Integer.parseInt(line.replaceAll(".*\\(port (\\d+) .*", "$1"));
    }

    /** Accounts, and a token for each. */
    private Path makeData() throws IOException {
        Path data = directory.resolve("data");
        try (Node node = Node.open(data, true, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test")) {
            prepare(node.roost(), WRITERS);
        }
        return data;
    }

    static void prepare(Roost roost, int accounts) {
        roost.execute(new Command.RegisterApp("client", Secrets.hash("secret"), "test", List.of(), "read write", ""));
        for (int i = 1; i <= accounts; i++) {
            roost.execute(new Command.CreateAccount("w" + i, "", "", "w" + i, Standing.ACTIVE, "en"));
            roost.execute(new Command.IssueToken(
                    Secrets.hash("token" + i), new AppId(1), new AccountId(i), "read write follow"));
        }
    }

    private void killStarting(Path data) throws Exception {
        try (RoostProcess server = RoostProcess.start(CommandServer.class, directory, data.toString())) {
            server.killAfter(random.nextLong(50, 800));
        }
    }

    private void writeAndKill(RoostProcess server, int port, Doors doors) throws Exception {
        Semaphore answers = new Semaphore(0);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (Door door = doors.open(port, writer.account())) {
                    writer.writeUntilGone(door, answers::release);
                } catch (IOException e) {
                    // Killed before it was reached.
                } catch (RuntimeException | AssertionError e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                } finally {
                    // Nobody waits for answers of a writer that has given up.
                    answers.release(1_000);
                }
            }));
        }
        answers.acquire(random.nextInt(1_000));
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
    }

    private void check(Path data) throws IOException {
        try (RocksDbStore store = RocksDbStore.openExisting(data, RocksDbSettings.DEFAULTS, "test")) {
            List<String> problems = new ArrayList<>();
            StateAudit.run(store, problems::add);
            assertThat(problems).as("seed %d", seed).isEmpty();
            StateView state = new StateView(store);
            writers.forEach(writer -> writer.check(state));
        }
    }

    private void verify(Path data) throws Exception {
        check(data);
        assertThat(writers.stream().mapToInt(Writer::answeredPosts).sum()).isPositive();
        List<String> lines = new ArrayList<>();
        try (Node node = Node.open(data, false, RocksDbSettings.DEFAULTS, TimelineSettings.DEFAULT, "test")) {
            boolean well = new VerifyOperation()
                    .run(node.roost(), new Arguments(Map.of("strategy", "all", "replay", "true")), lines::add);
            assertThat(well).as("seed %d: %s", seed, lines).isTrue();
        }
    }
}
